"""Condition asks: verbs by which an actor sets a term, or by which one thing waits on another.

Belongs here: condition_verbs.tsv, duties laid on others "first", "accept only".
Does not belong here: what is excluded for good (`exclusions`), joined clauses (`joints`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import BASE, PARTICIPLE, THIRD, all_forms, readings
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import asks_idly, end_of, is_duty, is_fronted, is_given_up
from pipelines.coding.conditions.terms import term
from pipelines.coding.report.actor_kinds import kind_of
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases, words

_TIED = (
    ("contingent", "on"), ("conditional", "on"), ("dependent", "on"), ("conditional", "upon"), ("contingent", "upon"),
    ("subject", "to"), ("depend", "on"), ("hinge", "on"), ("condition", "of"),
    *product(("the", "a", "its", "their", "his", "her", "our"), ("price", "condition", "precondition", "test")),
)  # fmt: skip
_HELD_FIRST = frozenset(("subject", "contingent", "conditional", "dependent", "depend", "hinge"))
#: Verbs whose subject asks, where what is to come first stands at the end of their clause.
_ASKING = frozenset(("want", "demand", "need", "require", "prefer"))
#: How far behind a verb of talking "only to" may stand.
_FORMAT_REACH = 6
_NO_OTHER = frozenset(
    (("no", "other"), ("no", "others"), ("none", "other"), ("nothing", "else"), ("nothing", "less"), ("none", "else"))
)
_NOBODY_ELSE = frozenset(
    (("no", "other"), ("no", "others"), ("none", "other"), ("nothing", "else"), ("nothing", "less"))
) | frozenset(product(("nobody", "no-one", "noone", "none", "nowhere", "anybody", "anyone"), ("else", "but")))
#: Words without which nothing is asked for alone; and those without which a duty that is not the first is no term.
_EXCLUSIVE = frozenset(("only", *(one for one, _ in _NO_OTHER | _NOBODY_ELSE)))
_ELSE = frozenset(("otherwise", "or", "part"))
#: Words behind a verb of wanting in which its object and what is done to it stand.
_OBJECT = 9
_INTO = frozenset(("in", "into", "from", "out", "of", "to", "under"))
_PAIN = (
    "failing which", "failing that", "without which", "otherwise", "or else", "or it ", "or he ", "or they ",
    "if not ,",
)  # fmt: skip
_ONE = frozenset(("the", "a", "an", "his", "her", "its", "their", "any", "each", "every", "that"))
_LENGTHS = frozenset(("ever", "forever", "long", "years", "decades", "centuries", "eternity"))
_RETURN = (("in", "return"), ("in", "exchange"))


@cache
def _verbs() -> Phrases:
    return build_phrases(lexicon_rows("condition_verbs"), "words", all_forms)


@dataclass(frozen=True, slots=True)
class AskReader:
    """Reads the terms that verbs set."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Terms of one sentence, in order of their verbs."""
        tokens, s = self.report.tokens, parsed.sentence
        for row, k, after in _verbs().in_sentence(tokens, s):
            # "X hinges on Y": the verb is plain by its preposition, also after a noun that may hide it
            if row["frame"] == "hinge" and " " in row["words"] and not any(p.head == k for p in parsed.predicates):
                hidden = Predicate(
                    k, k + 1, k, frozenset((row["words"].split()[0],)), "present", "", False, False, False, False
                )
                found = self._hinge(parsed, hidden, parsed.clause_at(k), row, after)
                if found is not None:
                    yield found
        asked, asking = _verbs().can_stand(s.words), _verbs().by_first
        first = not s.words.isdisjoint(_ELSE) or not s.words.isdisjoint(word_set("first", "condition_word_sets"))
        only = not s.words.isdisjoint(_EXCLUSIVE)
        if not (asked or first or only):
            return
        for predicate in parsed.predicates:
            found = (
                (self._of_verb(parsed, predicate) if asked and tokens[predicate.head].low in asking else None)
                or (self._of_duty(parsed, predicate) if first else None)
                or (self._only(parsed, predicate) if only else None)
            )
            if found is not None:
                yield found

    def _of_verb(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        tokens, s = self.report.tokens, parsed.sentence
        hit = _verbs().longest(tokens, predicate.head, s.after)
        if hit is None or predicate.tense == "participle":
            return None
        row, after = hit
        apart = row["frame"] == "tie" and predicate.first > s.first and tokens[predicate.first - 1].low == ","
        if predicate.tense == "gerund" and row["frame"] not in ("demand", "insist") and not apart:
            return None
        if after < s.after and tokens[after].low == ",":
            # "demanded, in order to sign, that …"
            after = next(
                (k + 1 for k in range(after + 1, min(s.after, after + 12)) if tokens[k].low in (",", "that")), s.after
            )
        if after >= s.after or tokens[after].low in (".", ",", ";", ")"):
            return None
        if any(p.first == after and p.tense in ("past", "participle") for p in parsed.predicates):
            return None
        clause = parsed.clause_at(predicate.first)
        frame = row["frame"]
        if frame == "tie":
            return self._tie(parsed, predicate, clause, after)
        if frame == "hinge" or (frame == "need" and self.setters.subject(parsed, clause) is None):
            return self._hinge(parsed, predicate, clause, row, after)
        given_up = is_given_up(parsed, tokens, predicate)
        if (predicate.negated and not given_up) or (predicate.passive and frame != "never"):
            return None
        if frame == "never":
            return None
        setter = self.setters.subject(parsed, clause)
        if setter is None or not self._may_ask(setter):
            return None
        end = end_of(parsed, tokens, after)
        if tokens[after].low in ("it", "this", "that") and end - after <= 2:
            # "no longer insists on it" is said of a term told before
            return None
        if end - after < 2 or asks_idly(tokens, after) or not self._asks(parsed, predicate, setter, frame, after, end):
            return None
        found = term(
            parsed, setter, (after, end), self._purpose(parsed, after, end), predicate.head, "demand", "condition_verb"
        )
        found.status = "withdrawn" if given_up else found.status
        return found

    def _may_ask(self, setter: Setter) -> bool:
        """A party asks; what a third actor asks of others is an exhortation."""
        focus = self.setters.focus
        if kind_of(setter.actor) == "organisation":
            return False
        return setter.actor in focus.sides or (setter.actor in focus.counts and setter.actor not in focus.third)

    def _asks(self, parsed: Parsed, predicate: Predicate, setter: Setter, frame: str, after: int, end: int) -> bool:
        """Whether the words after a verb of asking name something to be delivered."""
        tokens = self.report.tokens
        guarantee = word_set("guarantee", "condition_word_sets")
        if frame in ("demand", "object", "need"):
            return True
        if frame == "insist":
            return self._is_duty_clause(parsed, after, end)
        if any(tokens[k].low in guarantee for k in range(after, min(end, after + 9))):
            return True
        returned = any((tokens[k].low, tokens[k + 1].low) in _RETURN for k in range(parsed.sentence.first, end - 1))
        first = any(tokens[k].low in word_set("first", "condition_word_sets") for k in range(after, end))
        if tokens[after].low == "to":
            # "wants to be invited as the government": a term only in the passive
            return tokens[after + 1].low == "be" and frame == "want" and setter.actor in self.setters.focus.sides
        to_place = frame == "want" and any(
            tokens[p.first - 1].low == "to" for p in self.report.places_in(after, end) if p.first - after <= _OBJECT
        )
        if to_place:
            # "asked the rulers to Camp David"
            return False
        if returned or first or (frame == "want" and self._is_to_be_done(parsed, after, end)):
            return True
        other = [m for m in self.report.actors_in(after, min(end, after + 6))]
        for m in other:
            named = self.setters.named(m)
            if named is None or named.actor == setter.actor:
                continue
            invited = {t.low for t in tokens[m.after : min(end, m.after + 4)]} & word_set(
                "inviting", "condition_word_sets"
            )
            to = (
                not invited
                and m.after < end
                and (tokens[m.after].low in ("to", "out", "not") or self._is_bare(m.after))
            )
            if to and setter.actor in self.setters.focus.sides:
                return True
        return False

    def _is_to_be_done(self, parsed: Parsed, after: int, end: int) -> bool:
        """ "Wants X thrown out, failing which …", "wants the declaration named in the treaty": what is wanted done,
        in an instrument or on pain of something."""
        tokens, texts = self.report.tokens, word_set("deal", "condition_word_sets")
        particles = ("out", "off", "gone", "back")
        near = range(after + 1, min(end, after + _OBJECT))
        done = next(
            (k for k in near if tokens[k].low in particles or PARTICIPLE in {f for _, f in readings(tokens[k].low)}),
            None,
        )
        if done is None:
            return False
        low = [t.low for t in tokens[done:end]]
        behind = " ".join(t.low for t in tokens[done : parsed.sentence.after])
        written = any(low[j] in _INTO and set(low[j + 1 : j + 4]) & texts for j in range(1, len(low)))
        return written or any(word in behind for word in _PAIN)

    def _is_bare(self, k: int) -> bool:
        """Whether a bare verb stands at `k` ("that Baku release")."""
        forms = {form for _, form in readings(self.report.tokens[k].low)}
        return (BASE in forms and THIRD not in forms) or self.report.tokens[k].low == "be"

    def _is_duty_clause(self, parsed: Parsed, after: int, end: int) -> bool:
        """Whether what is insisted is a duty ("must", "be released", "release"), not an assertion."""
        tokens, plain = self.report.tokens, words("function_words")
        for p in parsed.predicates:
            if after <= p.first < end and is_duty(tokens, p):
                return True
        for m in self.report.actors_in(after, end):
            if m.after < end and self._is_bare(m.after):
                return True
        for k in range(after + 1, min(end, after + _OBJECT)):
            # "that his opponent come as a commander": the bare verb of somebody who is one
            one = (
                tokens[k - 1].kind == "word" and not tokens[k - 1].low.endswith("s") and tokens[k - 1].low not in plain
            )
            if one and self._is_bare(k) and all(form != THIRD for _, form in readings(tokens[k].low)):
                return tokens[after].low in _ONE
        for k in range(after, end):
            if tokens[k].low == "be" and tokens[k - 1].low not in (
                "to", "will", "would", "can", "could", "may", "might", "not", "never", "cannot", "shall",
            ):  # fmt: skip
                return True
        return False

    def _purpose(self, parsed: Parsed, after: int, end: int) -> tuple[int, int] | None:
        """ "In order to sign", "as part of any treaty", "before …" within the words of a demand: what it holds up."""
        tokens = self.report.tokens
        for k in range(parsed.sentence.first, end - 2):
            low = (tokens[k].low, tokens[k + 1].low)
            if low in (("in", "order"), ("as", "part"), ("in", "return"), ("in", "exchange")):
                stop = next((j for j in range(k + 2, end) if tokens[j].low == ","), end)
                return k + 2, stop
            if tokens[k].low == "before" and k >= after:
                return k + 1, end
        return None

    def _hinge(
        self, parsed: Parsed, predicate: Predicate, clause: Clause, row: dict[str, str], after: int
    ) -> ConditionMention | None:
        tokens = self.report.tokens
        words = row["words"]
        if predicate.passive or tokens[after].low == "to":
            return None
        signs = word_set("text", "condition_word_sets") | word_set("talks", "condition_word_sets")
        signing = any(tokens[k].low in signs for k in range(min(clause.tokens), predicate.first))
        if words in ("require", "need") and not (predicate.modal or signing) and tokens[after].low != "first":
            return None
        waits = words.startswith(("wait", "await"))
        if waits and tokens[after].low in _LENGTHS:
            # "can wait for ever"
            return None
        if waits and not is_duty(tokens, predicate) and predicate.modal not in ("will", "would", "can"):
            return None
        held = (min(clause.tokens), predicate.first)
        if clause.mark == "relative" and clause.parent is not None:
            return None
        setter = (self.setters.subject(parsed, clause) if waits else None) or self.setters.of_asker(
            parsed, clause, held
        )
        if setter is None:
            return None
        found = term(
            parsed, setter, (after, end_of(parsed, tokens, after)), held, predicate.head, row["kind"], "condition_verb"
        )
        if clause.verb is not None and is_given_up(parsed, tokens, clause.verb):
            found.status = "withdrawn"
        return found

    def _tie(self, parsed: Parsed, predicate: Predicate, clause: Clause, after: int) -> ConditionMention | None:
        """ "Made its signature subject to X", "linked A to B", "made X the price of A", "A is tied to B"."""
        tokens = self.report.tokens
        end = end_of(parsed, tokens, after)
        base = predicate.bases
        joint = None
        for k in range(after, min(end - 1, after + 22)):
            two = (tokens[k].low, tokens[k + 1].low)
            plain = ("on", "upon") if "condition" in base else ("to",)
            if ("make" in base and two in _TIED) or ("make" not in base and tokens[k].low in plain):
                joint = k
                break
        if joint is None or joint + 2 >= end or self._is_none(parsed, clause, predicate):
            return None
        if predicate.passive or joint == after:
            if not predicate.passive and "make" in base:
                return None
            setter = self.setters.of_asker(parsed, clause, (min(clause.tokens), predicate.first))
            held = (min(clause.tokens), predicate.first)
        else:
            setter = self.setters.subject(parsed, clause) or self.setters.nearest(parsed, after, (joint, end))
            held = (after, joint)
        if setter is None or ("make" not in base and setter.actor not in self.setters.focus.sides):
            return None
        wide = 2 if tokens[joint].low in _HELD_FIRST or joint + 3 >= end else 3
        demand = (joint + wide if "make" in base else joint + 1, end)
        if "make" in base and tokens[joint].low not in _HELD_FIRST:
            held, demand = demand, held
        found = term(parsed, setter, demand, held, predicate.head, "precondition", "condition_verb")
        if predicate.negated:
            found.status = "withdrawn"
        return found

    def _is_none(self, parsed: Parsed, clause: Clause, predicate: Predicate) -> bool:
        """Whether nobody ties anything ("neither makes its presence dependent", "has not linked it")."""
        tokens = self.report.tokens
        no_longer = any(tokens[k].low == "longer" for k in range(predicate.first, predicate.after))
        none = any(tokens[k].low in ("neither", "nobody", "none") for k in clause.tokens[:2])
        return none or (predicate.negated and not no_longer)

    def _of_duty(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "X must first …", "… has to happen first", "would have to … or else"."""
        tokens, s = self.report.tokens, parsed.sentence
        if predicate.negated or not predicate.is_finite:
            return None
        duty = is_duty(tokens, predicate)
        if not duty and predicate.bases.isdisjoint(_ASKING):
            return None
        clause = parsed.clause_at(predicate.first)
        if clause.opener in ("what", "who", "how") or tokens[predicate.first - 1].low in ("what", "who"):
            return None
        first = word_set("first", "condition_word_sets")
        inside = any(tokens[k].low in first for k in range(predicate.first, min(s.after, predicate.after + 1)))
        last = [k for k in clause.tokens if tokens[k].kind == "word"][-2:]
        needed = predicate.passive and not duty
        ends = any(tokens[k].low in first for k in last) and (needed or not inside)
        asks = predicate.bases & _ASKING and ends
        ahead = predicate.modal in ("will", "would") and "require" in predicate.bases
        words = [tokens[k].low for k in range(predicate.after, s.after)]
        otherwise = "otherwise" in words or any(a == "or" and b in ("else", "there") for a, b in pairwise(words))
        otherwise = otherwise or any(a == "part" and b == "of" for a, b in pairwise(words))
        if not ((duty or (ahead and ends)) and (inside or ends)) and not asks and not (duty and otherwise):
            return None
        asks = bool(asks) and not needed
        setter = self.setters.subject(parsed, clause) if asks else self.setters.of_asker(parsed, clause, None)
        if setter is None:
            return None
        start = predicate.after if asks else self._duty_start(parsed, clause, predicate)
        found = term(parsed, setter, (start, end_of(parsed, tokens, predicate.first)), None, predicate.head)
        above = parsed.clauses[clause.parent].verb if clause.parent is not None else None
        if any(is_given_up(parsed, tokens, p) for p in (predicate, above) if p is not None):
            found.status = "withdrawn"
        return found

    def _duty_start(self, parsed: Parsed, clause: Clause, predicate: Predicate) -> int:
        """Where the words of a duty begin: its clause, or what comes after "but" in it."""
        tokens, first = self.report.tokens, min(clause.tokens)
        breaks = [k for k in range(first, predicate.first) if tokens[k].low in ("but", ";", ":")]
        return breaks[-1] + 1 if breaks else first

    def _only(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "Will accept only X", "would only agree to X"."""
        tokens, s = self.report.tokens, parsed.sentence
        near = [k for k in range(predicate.first, min(s.after, predicate.after + 3)) if tokens[k].low == "only"]
        talks = self._talks_only(parsed, predicate)
        if talks is not None or self._no_other(parsed, predicate):
            near = [talks if talks is not None else predicate.after - 1]
        elif not predicate.bases & {"accept", "sign", "support", "back", "endorse", "settle", "consider", "agree"}:
            return None
        if not near or not (predicate.modal or predicate.tense == "present") or is_fronted(parsed, tokens, near[0]):
            return None
        clause = parsed.clause_at(predicate.first)
        setter = self.setters.subject(parsed, clause)
        if setter is None:
            return None
        after = max(near[0] + 1, predicate.after)
        return term(
            parsed, setter, (after, end_of(parsed, tokens, after)), None, predicate.head, "demand", "condition_verb"
        )

    def _no_other(self, parsed: Parsed, predicate: Predicate) -> bool:
        """ "Would recognise a government made by Libyans and no other"."""
        if not predicate.modal or predicate.negated or not predicate.is_finite:
            return False
        low = [t.low for t in self.report.tokens[predicate.after : min(parsed.sentence.after, predicate.after + 24)]]
        return any(a in ("and", "or") and (b, c) in _NO_OTHER for a, b, c in zip(low, low[1:], low[2:], strict=False))

    def _talks_only(self, parsed: Parsed, predicate: Predicate) -> int | None:
        """Where the format begins in "will talk only to X", "will negotiate with X and with nobody else"."""
        tokens, s = self.report.tokens, parsed.sentence
        if not (predicate.bases & word_set("format_verb", "condition_word_sets")) or not predicate.modal:
            return None
        to = word_set("format_to", "condition_word_sets")
        stop = min(s.after - 1, predicate.after + _FORMAT_REACH)
        for k in range(predicate.after, stop):
            if tokens[k].low == "only" and tokens[k + 1].low in to and not self.report.dates_in(k + 1, k + 4):
                return k
        for k in range(predicate.after, min(s.after - 2, predicate.after + 2 * _FORMAT_REACH)):
            low = (tokens[k].low, tokens[k + 1].low)
            if low in _NOBODY_ELSE and tokens[predicate.after].low in to:
                return predicate.after - 1
        return None
