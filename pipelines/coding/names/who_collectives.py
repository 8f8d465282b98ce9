"""Who, collectives: "the two sides", "both delegations", "the warring parties", with those told to be meant.

Belongs here: finding such words, their count, and the actors after "of". Does not belong here: whom they mean where
nobody is named (`report.focus`), the walk over the tokens (`who`).
"""

from functools import cache

from pipelines.coding.names.gazetteer import actor_name
from pipelines.coding.names.mention import Mention
from pipelines.coding.names.office import is_one_a_side, office_at
from pipelines.coding.names.who_persons import PersonWalk
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases, words

_OPPOSED = frozenset(("rival", "conflict"))
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


@cache
def openers() -> frozenset[str]:
    return word_set("who:openers", "syntax_word_sets")


@cache
def _bodies() -> frozenset[str]:
    return word_set("who:bodies", "syntax_word_sets")


class CollectiveWalk(PersonWalk):
    """What the walk asks of words for both sides together."""

    def bodies_before(self, i: int) -> tuple[int, str] | None:
        """ "Committees of the two sides", "lawmakers from both camps": where they begin, and their level."""
        if i < 2 or self.tokens[i - 1].low not in ("of", "from") or self.tokens[i - 2].low not in _bodies():
            return None
        return i - 2, "technical"

    def several(self, i: int, limit: int) -> int:
        """ "The Koreas", "both Cypriot leaders": the index after words that name several actors at once, or 0."""
        found = phrases("plural_actors", "words").longest(self.tokens, i, limit)
        if found is None:
            return 0
        row, after = found
        names = tuple(actor_name(actor_id) for actor_id in row["actor_ids"].split("; "))
        told = phrases("collective_nouns", "noun").longest(self.tokens, after - 1, limit)
        level = told[0]["level"] if told is not None else ""
        self.actors.append(Mention(i, after, names, None, "collective", level, len(names), "sides", True))
        return after

    def each_side(self, i: int, limit: int) -> int:
        """ "Ten deputies from each camp": the index after, or 0; alone, "each side" is one at a time."""
        bodies = self.bodies_before(i)
        if (
            bodies is None
            or i + 1 >= limit
            or self.tokens[i + 1].low not in word_set("who:one_side", "syntax_word_sets")
        ):
            return 0
        self.actors.append(Mention(bodies[0], i + 2, (), None, "collective", bodies[1], 2, "sides", True))
        return i + 2

    def collective(self, i: int, limit: int) -> int:
        """ "the two sides", "both delegations", "the warring parties": the index after, or 0."""
        token = self.tokens[i]
        if token.low == "each":
            return self.each_side(i, limit)
        opening = openers()
        if token.low not in opening:
            return 0
        k, count, rivals = i, 0, False
        while k < limit and k - i < 4 and ((low := self.tokens[k].low) in opening or low in _OPPOSED):
            count = count or _COUNTS.get(low, 0)
            rivals = rivals or low in ("warring", "rival", "opposing", "both")
            k += 1
        armed = office_at(self.tokens, k) if k < limit else None
        if armed is not None and armed.noun == "armed" and armed.after - armed.first > 1 and not rivals:
            # "four rebel groups" are on one side
            return 0
        if k < limit and self.tokens[k].kind == "word" and k not in self.hits:
            found = phrases("collective_nouns", "noun").longest(self.tokens, k, limit)
            if found is None and k + 1 < limit:
                found = (
                    phrases("collective_nouns", "noun").longest(self.tokens, k + 1, limit)
                    if not self.tokens[k].is_capital and self.tokens[k].low not in words("function_words") and count
                    else None
                )
            if found is not None and not title_follows(self.tokens, found[1]):
                row, after = found
                definite = count or rivals or row["noun"] in word_set("who:both_by_itself", "syntax_word_sets")
                if definite:
                    owners, end = self.owners(after, limit)
                    if not owners and end + 1 < limit and self.tokens[end].low == ",":
                        listed, stop = self.owners(end, limit)
                        if len(listed) >= 2 and stop < limit and self.tokens[stop].low == ",":
                            owners, end = listed, stop
                    begin, level = self.bodies_before(i) or (i, row["level"])
                    number = count or len(owners)
                    told = Mention(begin, end, owners, None, "collective", level, number, row["class"], True)
                    self.actors.append(told)
                    return end
            office = office_at(self.tokens, k) if found is None and (count >= 2 or rivals) else None
            if office is not None and is_one_a_side(office):
                told = Mention(i, office.after, (), None, "collective", office.level, count, "officers", True)
                self.actors.append(told)
                return office.after
        # "the two first met", "the two never spoke"
        verb = k + 1 if k + 1 < limit and self.tokens[k].low in word_set("who:pair_adverbs", "syntax_word_sets") else k
        if count >= 2 and (
            k >= limit
            or self.tokens[k].low in (",", ".")
            or self.tokens[verb].low in words("pair_verbs")
            or self.tokens[verb].low.endswith("ed")
            or self.is_owned_pair(i, k)
        ):
            self.actors.append(Mention(i, k, (), noun="collective", count=count, head="leaders", plural=True))
            return k
        return 0

    def is_owned_pair(self, i: int, k: int) -> bool:
        """ "A sitting of the two that had been fixed", "talks between the three in May": no noun follows."""
        led = i > 0 and self.tokens[i - 1].low in word_set("who:before_pair", "syntax_word_sets")
        follower = self.tokens[k].low
        return (
            led and follower in words("function_words") and follower not in word_set("who:no_pair", "syntax_word_sets")
        )


def title_follows(tokens: list, i: int) -> bool:
    """Whether a noun stands before a name ("the ministers Lavrov and …" is no collective)."""
    return i < len(tokens) and tokens[i].kind == "word" and tokens[i].is_capital
