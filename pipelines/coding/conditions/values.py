"""Condition values: who must deliver, whether an assurance is asked, the deadline, on whose word a term stands.

Belongs here: what the words of a demand say beyond its holder.
Does not belong here: what became of the term (`status`).
"""

from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import BASE, PARTICIPLE, PAST, readings
from pipelines.coding.conditions.assurances import assurer
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.actor_kinds import country_of, is_listed_pair, kind_of
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases, words

_GOVERNMENTS = ("state", "government_body")
_MOVEMENTS = ("armed_group", "party", "unknown")
_PRECISE = ("day", "range", "month", "week")
_GUARANTEE_REACH = 14
_OWNING = frozenset(("'s", "’s", "'", "’"))
#: Words before "assurance" that describe it ("personal assurances").
_DESCRIBED = 4
#: Words in which "peacekeepers" stands behind whose they are ("West African military observers").
_CALLED = 2
_SINGLE = frozenset(("last", "every", "single", "first", "any", "each"))
_INTO = frozenset(("in", "into", "from"))
_FROM = frozenset(("guarantee", "guarantees", "assurance", "assurances", "commitment", "apology", "promise"))


@dataclass(frozen=True, slots=True)
class TermValues:
    """Fills in the values of the terms of one report."""

    report: ParsedReport
    focus: Focus

    def fill(self, parsed: Parsed, mention: ConditionMention) -> None:
        """Guarantee, addressee, deadline, attribution."""
        first, after = mention.demand
        if mention.kind != "red_line" and self._asks_assurance(first, after):
            mention.kind = "guarantee"
        self._turn_round(mention)
        mention.addressee = self._addressee(mention) or mention.addressee
        for dated in self.report.dates_in(first, after):
            interval = dated.mention.interval
            if (
                dated.mention.role in ("by", "until", "before")
                and interval.end is not None
                and interval.precision in _PRECISE
            ):
                mention.deadline = (interval.end.isoformat(), dated.first, dated.after)
        clause = parsed.clause_at(max(parsed.sentence.first, min(mention.anchor, parsed.sentence.after - 1)))
        speech = parsed.speech[clause.index]
        if speech is not None and speech.speaker is not None:
            mention.said_by = self.focus.person_for(speech.speaker)
            names = self.focus.resolve(speech.speaker)
            mention.attributed = names[0] if names else None
            if mention.speaker is None and mention.said_by is not None:
                # who says it speaks for the holder, where he is known for nobody else's man
                known = self.report.cast.persons.get(mention.said_by)
                own = known is None or known.actor in (None, mention.holder)
                mention.speaker = mention.said_by if own else None

    def _turn_round(self, mention: ConditionMention) -> None:
        """ "No list will be signed, its delegate said, until the rebels have …": he is none of those who are asked."""
        source, sides = mention.source, self.focus.sides
        if source is None or source.noun != "person" or len(sides) != 2 or mention.holder not in sides:
            return
        first, after = mention.demand
        parsed = self.report.sentence(first)
        verb = next((p for p in parsed.predicates if first <= p.first < after), None) if parsed is not None else None
        named = next((m for m in self.report.actors_in(first, after) if m.noun in ("name", "group")), None)
        if verb is None or verb.passive or named is None or named.first - first > 1 or named.after > verb.first:
            return
        whose = self.report.tokens[source.first - 1].low if source.first else ""
        if named.actors == (mention.holder,) and whose in ("its", "their"):
            mention.holder = next(side for side in sides if side != mention.holder)

    def _asks_assurance(self, first: int, after: int) -> bool:
        guarantee = word_set("guarantee", "condition_word_sets")
        near = range(first, min(after, first + _GUARANTEE_REACH))
        return any(self.report.tokens[k].low in guarantee and not self._is_settled(k) for k in near)

    def _is_settled(self, k: int) -> bool:
        """Whether an assurance is only what something else is asked of ("once the guarantees had been ratified"), or a
        text gives it ("unless the constitution guarantees self-rule")."""
        tokens = self.report.tokens
        parsed = self.report.sentence(k)
        if parsed is None:
            return False
        own = next((p for p in parsed.predicates if p.head == k and p.is_finite), None)
        if own is not None and tokens[k + 1].low != "that":
            return not parsed.clause_at(k).subjects
        follows = next((p for p in parsed.predicates if p.first == k + 1), None)
        return follows is not None and follows.passive and follows.perfect and tokens[k].low.endswith("s")

    def _addressee(self, mention: ConditionMention) -> str | None:
        """The subject of what is demanded, else the only actor its words name, else the other side for its steps."""
        if mention.kind == "red_line":
            return None
        first, after = self._found(*mention.demand)
        giver = assurer(self.report, self._names, first, after)
        if giver is not None and giver != mention.holder:
            return giver
        sender = self._sender(first, after)
        if sender is not None and sender != mention.holder:
            return sender
        agent = self._agent(first, after)
        if agent is not None and agent != mention.holder:
            return agent
        if self._is_to_be_kept(first, after, mention.holder):
            return None
        subject = self._subject(mention, first, after)
        if subject is not None:
            return subject or None
        named: list[str] = []
        for m in self.report.actors_in(first, after):
            if m.noun == "pronoun" or (
                m.noun == "adjective" and not self._before_step(m, after) and not self._of_side(m)
            ):
                continue
            if m.first in self._undergoing(first, after) or (m.first - first < 3 and self._is_done_to(m, after)):
                continue
            names = self._names(m)
            if mention.holder in names and len(names) > 1:
                continue
            for name in names:
                if name != mention.holder and name not in named and kind_of(name) != "organisation":
                    named.append(name)
        if len(named) == 1:
            return named[0]
        sides = self.focus.sides
        if len(named) > 1:
            of_sides = [n for n in named if n in sides]
            return of_sides[0] if len(of_sides) == 1 else None
        if not named and self._is_of_own_men(first, after):
            return None
        joint = word_set("joint", "condition_word_sets")
        if mention.kind == "guarantee":
            # an assurance is a matter of the other side, unless an outsider's is asked
            joint = joint - word_set("guarantee", "condition_word_sets") - {"nobody"}
        heads = {p.head for p in self.report.predicates_in(first, after) if p.is_finite}
        shared = any(
            self.report.tokens[k].low in joint and k not in heads and not self._is_written_in(k)
            for k in range(first, after)
        )
        if not named and self._others_undergo(first, after):
            return None
        given = self._giver(mention, first, after) if not named else None
        if given is not None:
            return given
        if not named and not shared and mention.holder not in sides:
            if kind_of(mention.holder or "") in _MOVEMENTS:
                # a movement beside the two sides asks its own government
                own = country_of(mention.holder or "")
                at_home = [n for n in sides if kind_of(n) in _GOVERNMENTS and country_of(n) == own is not None]
                if len(at_home) == 1:
                    return at_home[0]
            # an outsider's terms are for the side that it has its own process with
            weight = self.focus.counts[mention.holder or ""]
            heavy = bool(sides) and weight >= min(self.focus.counts[n] for n in sides)
            facing = [n for n in sides if is_listed_pair(n, mention.holder or "")]
            return facing[0] if heavy and len(facing) == 1 else None
        if not named and not shared and mention.holder in sides and len(sides) == 2:
            # what nobody is named for is for the other side to do, but for what both or outsiders must bring about
            other = next(n for n in sides if n != mention.holder)
            pair = {mention.holder, other}
            if all(pair.issuperset(self._names(m)) for m in self.report.actors_in(first, after)):
                return other
        return None

    def _is_to_be_kept(self, first: int, after: int, holder: str | None) -> bool:
        """Whether what has been agreed is to be kept, by nobody in particular ("if the truce has been respected")."""
        verb = next((p for p in self.report.predicates_in(first, after) if p.is_finite), None)
        last = [p for p in self.report.predicates_in(first, after) if p.is_finite][-1:]
        kept = bool(last) and last[0].passive and bool(last[0].bases & word_set("keeping", "condition_word_sets"))
        # "the road is free of mines": a state that nobody is named for
        behind = [t.low for t in self.report.tokens[last[0].after : last[0].after + 2]] if last else []
        kept = kept or (behind == ["free", "of"])
        # "the militias have been disarmed"
        opens = {t.low for t in self.report.tokens[first : verb.first]} if verb is not None else set()
        if last and last[0].passive and opens & word_set("outlaw", "condition_word_sets"):
            return True
        named = self.report.actors_in(first, verb.first) if verb is not None else ()
        return verb is not None and kept and all(self._names(m) == (holder,) for m in named)

    def _sender(self, first: int, after: int) -> str | None:
        """The organisation whose peacekeepers or observers must come ("until West African soldiers are there")."""
        tokens, forces = self.report.tokens, word_set("peace_force", "condition_word_sets")
        for row, k, end in phrases("peace_forces", "words").all_in(tokens, first, after):
            near = {t.low for t in tokens[end : min(after, end + _CALLED)]}
            joined = (
                k > first and tokens[k - 1].low in ("and", "or", "the") and tokens[k - 2].low in ("and", "of", "or")
            )
            told = any(p.is_finite for p in self.report.predicates_in(first, after))
            if (row["alone"] == "yes" or near & forces) and told and not joined:
                return row["actor"]
        return None

    def _found(self, first: int, after: int) -> tuple[int, int]:
        """What is to be found so, where an outsider only finds it ("the UN has certified that the guns are in")."""
        parsed, tokens = self.report.sentence(first), self.report.tokens
        verb = next((p for p in parsed.predicates if first <= p.first < after), None) if parsed is not None else None
        finds = verb is not None and verb.bases & word_set("verifying", "condition_word_sets")
        if verb is None or not finds or verb.after + 1 >= after or tokens[verb.after].low != "that":
            return first, after
        return verb.after + 1, after

    def _is_written_in(self, k: int) -> bool:
        """Whether an instrument at `k` is where something is to stand ("named in the treaty")."""
        tokens, texts = self.report.tokens, word_set("deal", "condition_word_sets")
        low = [t.low for t in tokens[max(0, k - 3) : k]]
        return tokens[k].low in texts and low[-1:] in (["the"], ["any"], ["a"]) and bool(set(low) & _INTO)

    def _others_undergo(self, first: int, after: int) -> bool:
        """Whether an outsider is what something is done to ("the Emirates thrown out"): nobody says who is to do it."""
        at = next(iter(self.report.actors_in(first, min(after, first + 3))), None)
        if at is None or not self._is_done_to(at, after):
            return False
        return not set(self._names(at)) & set(self.focus.sides)

    def _is_done_to(self, mention: Mention, after: int) -> bool:
        """Whether a participle stands right behind a mention ("wants X thrown out")."""
        forms = (
            {form for _, form in readings(self.report.tokens[mention.after].low)} if mention.after < after else set()
        )
        return PARTICIPLE in forms and BASE not in forms and mention.noun in ("name", "group")

    def _is_of_own_men(self, first: int, after: int) -> bool:
        """Whether a demand is about the holder's own men ("their fighters have been put in the camps"), and not that
        they be let go."""
        low = [t.low for t in self.report.tokens[first : min(after, first + 4)]]
        low = low[1:] if low[:1] == ["that"] else low
        own = low[:1] in (["its"], ["their"], ["his"], ["her"]) and bool(
            set(low[1:3]) & word_set("forces", "condition_word_sets")
        )
        freed = word_set("freeing", "condition_word_sets")
        return own and not any(t.low in freed for t in self.report.tokens[first:after])

    def _giver(self, mention: ConditionMention, first: int, after: int) -> str | None:
        """The one government among the sides, where a movement asks for what only a government gives ("an amnesty")."""
        gifts = word_set("gift", "condition_word_sets")
        if kind_of(mention.holder or "") in _GOVERNMENTS or not any(
            t.low in gifts for t in self.report.tokens[first:after]
        ):
            return None
        governments = [n for n in self.focus.sides if kind_of(n) in _GOVERNMENTS]
        return governments[0] if len(governments) == 1 else None

    def _subject(self, mention: ConditionMention, first: int, after: int) -> str | None:
        """The actor that is to do what is demanded; empty where it is several or the holder's own friends."""
        parsed = self.report.sentence(first)
        if parsed is None:
            return None
        bare = self._bare_subject(first, after)
        if bare is not None and bare != mention.holder:
            return bare
        verb = next((p for p in parsed.predicates if first <= p.first < after and p.tense != "gerund"), None)
        if verb is None or verb.passive:
            return None
        before = [m for m in self.report.actors_in(first, verb.first) if self._is_doer(m)]
        if not before:
            return None
        names = self._others(before[0], mention.holder)
        if len(names) != 1:
            return "" if len(names) > 1 else None
        return names[0] if names[0] != mention.holder else None

    def _bare_subject(self, first: int, after: int) -> str | None:
        """The actor before a bare verb at the start of a demand ("that Armenia first change …")."""
        tokens = self.report.tokens
        for m in self.report.actors_in(first, min(after, first + 3)):
            k = m.after + (1 if m.after < after and tokens[m.after].low in ("first", "not", "also") else 0)
            forms = {form for _, form in readings(tokens[k].low)} if k < after else set()
            names = self._names(m)
            verb = BASE in forms and PAST not in forms and tokens[k].low != "be"
            # "that China vouch for …": a verb that no table has, where a demand opens with who is to do it
            unknown = k < after and not forms and self._is_doer(m) and tokens[k].low.isalpha() and self._opens(m, first)
            if (verb or (unknown and tokens[k].low not in words("function_words"))) and len(names) == 1:
                return names[0]
        return None

    def _opens(self, mention: Mention, first: int) -> bool:
        """Whether a demand opens with a mention."""
        return mention.first == first or (mention.first == first + 1 and self.report.tokens[first].low == "that")

    def _is_doer(self, mention: Mention) -> bool:
        """Whether a mention can be the subject of a verb: a name, "the Americans", "Eritrean soldiers"."""
        if mention.noun not in ("adjective", "owner"):
            return True
        tokens = self.report.tokens
        people = mention.noun == "adjective" and tokens[mention.first].low.endswith("s") and mention.first > 0
        if people and tokens[mention.first - 1].low == "the":
            return True
        if mention.first and tokens[mention.first - 1].low in _SINGLE and self._of_side(mention):
            # "the last Israeli has left", where no noun follows
            behind = tokens[min(mention.after, len(tokens) - 1)].low
            if behind in words("function_words") or any(p.first == mention.after for p in self._beside(mention)):
                return True
        at = mention.after + (1 if tokens[min(mention.after, len(tokens) - 1)].low in _OWNING else 0)
        return at < len(tokens) and tokens[at].low in word_set("forces", "condition_word_sets")

    def _beside(self, mention: Mention) -> tuple[Predicate, ...]:
        parsed = self.report.sentence(mention.first)
        return parsed.predicates if parsed is not None else ()

    def _agent(self, first: int, after: int) -> str | None:
        """The actor after "by", or the owner of a gerund ("Ukraine's surrendering")."""
        tokens = self.report.tokens
        assured = any(tokens[k].low in _FROM for k in range(first, min(after, first + _DESCRIBED)))
        for m in self.report.actors_in(first, after):
            names = self._names(m)
            if len(names) != 1 or kind_of(names[0]) == "organisation":
                continue
            before = [t.low for t in tokens[max(first, m.first - 2) : m.first]]
            owned = m.after + (1 if tokens[m.after].low in _OWNING else 0)
            gerund = m.noun == "owner" and tokens[min(owned, after - 1)].low.endswith("ing")
            if gerund or "by" in before or (before[-1:] in (["from"], ["of"]) and assured):
                return names[0]
        return None

    def _undergoing(self, first: int, after: int) -> frozenset[int]:
        """Where the subject of a passive stands: it need not deliver ("that Turkey be given a seat")."""
        parsed = self.report.sentence(first)
        if parsed is None:
            return frozenset()
        verb = next((p for p in parsed.predicates if first <= p.first < after), None)
        if verb is None or not (verb.passive or self.report.tokens[verb.first - 1].low == "be"):
            return frozenset()
        before = [m.first for m in self.report.actors_in(first, verb.first) if m.noun not in ("adjective", "owner")]
        return frozenset(before[:1])

    def _names(self, mention: Mention) -> tuple[str, ...]:
        names = self.focus.resolve(mention)
        if not names and mention.person is not None:
            known = self.report.cast.persons.get(mention.person)
            names = (known.actor,) if known is not None and known.actor else ()
        return names

    def _others(self, mention: Mention, holder: str | None) -> tuple[str, ...]:
        """Whom a subject means; "they" in words of the holder are the other side."""
        names = self._names(mention)
        if mention.noun == "pronoun" and mention.head in ("they", "them") and len(names) == 2:
            return tuple(n for n in names if n != holder)
        return names

    def _of_side(self, mention: Mention) -> bool:
        """Whether a nationality is that of a side ("the Armenian constitution")."""
        return all(name in self.focus.sides for name in self._names(mention))

    def _before_step(self, mention: Mention, after: int) -> bool:
        """Whether a nationality stands before something to be delivered ("Israeli withdrawal")."""
        steps = words("step_words") | _FROM
        return any(self.report.tokens[k].low in steps for k in range(mention.after, min(after, mention.after + 2)))
