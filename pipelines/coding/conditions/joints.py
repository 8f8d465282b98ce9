"""Condition joints: two parts of a sentence of which one holds up the other, by the words that join them.

Belongs here: condition_marks.tsv before clauses and noun phrases, fronted or not.
Does not belong here: parts that no such word joins (`pairs`), verbs and nouns that set a term by themselves (`asks`,
`nouns`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import BASE, PAST, readings
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.permits import Permits
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import (
    asks_idly,
    comma_after,
    end_of,
    is_ahead,
    is_duty,
    is_fronted,
    is_given_up,
    is_negated,
    start_of,
    subject_of_second,
    tells_a_view,
    verb_after,
    verb_before,
)  # fmt: skip
from pipelines.coding.conditions.terms import term
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import phrases, words

_ASKS = frozenset(("want", "demand", "insist", "need", "require", "ask", "stipulate", "call", "request", "seek"))
_EXCHANGE = frozenset(("in return for", "in exchange for"))
_PHRASES = frozenset(("prior to", "ahead of", "in advance of", "without", "failing", "absent", "short of"))
_CLAUSE_ONLY = frozenset(("if", "when", "while", "once", "as soon as"))
_PERMITTING = frozenset(("if", "once", "when", "as soon as", "after", "as long as", "so long as"))
_FORECAST = frozenset(("forecast", "expect", "predict", "fear", "anticipate", "bind", "risk"))
_ARTICLES = frozenset(("a", "an", "the", "any", "its", "their"))
#: Before a clause they may stand beside a date; so near one.
_DATING, _DATED = frozenset(("the day", "the hour", "the minute", "the moment")), 5
_ANAPHORS = frozenset(("that", "this", "it", "them", "these"))
#: Before "before" and "after" they tell how long before.
_SPANS = frozenset(("minutes", "hours", "days", "weeks", "months", "years", "shortly", "just", "day", "week", "hour",
                    "night", "month", "year", "long", "immediately"))  # fmt: skip
_ONCE = ("once", "as soon as")
_PLANS = frozenset((*_ONCE, "if", "when"))
_COUNTING = ("unless", "only if", "only once", "only when", "provided")
_VOWS = ("will", "would", "shall")
_PLEASING = frozenset(("likes", "like", "liked", "takes", "took", "necessary", "needed", "possible", "lasts", "wishes"))
_UP, _PAIR = 2, 2
_ASKING = frozenset(("when", "how", "what", "then", "now"))
#: Words between "assurances" and what is assured ("from the Americans and the mediators").
_ASSURED = 8
#: Behind a modal: who speaks. "Only when it is over shall we sign."
_SPEAKERS = frozenset(("we", "i", "he", "she"))
#: How far behind a modal its subject may stand ("only then will X").
_SUBJECT = 4
#: Words after a verb of asking in which its clause is denied ("that there be no …").
_DENYING = 8
_TYING = frozenset(("contingent", "conditional", "conditioned", "dependent", "subject"))


@cache
def _commit() -> frozenset[str]:
    return frozenset(row["words"].split()[0] for row in lexicon_rows("commit_verbs"))


@dataclass(frozen=True, slots=True)
class JointReader:
    """Reads the terms of joined parts."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Terms of one sentence, in the order of their joints."""
        last = parsed.sentence.first
        for row, i, after in self.setters.joints(parsed):
            if i >= last:
                found = self._joined(parsed, row, i, after)
                if found is not None:
                    last = max(last, found.demand[1] if found.demand[0] >= i else found.after)
                    yield found

    # -- one joint -------------------------------------------------------------------------------------------
    def _joined(self, parsed: Parsed, row: dict[str, str], i: int, after: int) -> ConditionMention | None:
        tokens, s = self.report.tokens, parsed.sentence
        if after >= s.after or not self._can_join(parsed, row, i, after):
            return None
        opened = next((c for c in parsed.clauses if c.mark and i <= c.first < after), None)
        if is_fronted(parsed, tokens, i):
            comma = comma_after(parsed, tokens, i)
            if comma is not None and verb_after(parsed, tokens, comma, s.after) is None:
                # "As long as they stay not one tank goes, X of Y said": the comma ends what is said
                comma = None
            if comma is None:
                turned = self._turned(parsed, i, after)
                if turned is not None:
                    return turned
                comma = subject_of_second(parsed, tokens, after)
                if comma is None and not row["words"].startswith("not ") and row["sure"] != "negated":
                    return None
                comma = comma if comma is not None else after
            verb = verb_after(parsed, tokens, comma, s.after)
            if verb is None:
                return None
            near, far = (
                (after, comma),
                (comma + (1 if tokens[comma].low == "," else 0), end_of(parsed, tokens, verb.first)),
            )
            if comma == after:
                # "without a bill of health nobody will travel": the subject belongs to what is held up
                cut = self._cut(after, verb.first)
                near, far = (after, cut), (cut, end_of(parsed, tokens, verb.first))
            if parsed.clause_at(comma + 1).is_speech and comma + 1 < verb.first:
                far = (min(parsed.clause_at(verb.first).tokens), far[1])
            at = s.after
        else:
            verb = verb_before(parsed, tokens, i, opened)
            if verb is None:
                return None
            near = (after, end_of(parsed, tokens, after))
            far, at = (start_of(parsed, tokens, i, verb), i), i
        clause = parsed.clause_at(verb.first)
        if self._is_assured(parsed, clause):
            return None
        if row["words"] in _EXCHANGE and (verb.bases & _ASKS or is_duty(tokens, verb)):
            return self._first(parsed, row, clause, verb, near, far, at)
        if row["shape"] == "first":
            return self._first(parsed, row, clause, verb, near, far, at)
        verb, clause, far = self._main(parsed, row, verb, clause, far, at)
        permits_of = Permits(self.report, self.setters)
        permitting = permits_of.whose_leave(parsed, clause, verb, (far, near))
        permits = permitting is not None and row["words"] in _PERMITTING
        if not permits and not self._is_term(parsed, row, verb, clause, far, at):
            return None
        setter = permitting or self.setters.of_doer(parsed, clause, far)
        if setter is None and verb.bases.isdisjoint(_FORECAST) and row["words"] not in _PLANS:
            # "the round is to open once lists have been exchanged" is a plan, on nobody's word
            setter = self.setters.nearest(parsed, far[0], near)
        before = self.report.parsed.get(parsed.sentence.number - 1)
        if setter is not None and near[1] - near[0] <= 2 and tokens[near[0]].low in _ANAPHORS:
            # "only after that": the sentence before is the demand
            if before is None:
                return None
            back = term(parsed, setter, (before.sentence.first, before.sentence.after), far, i)
            back.first, back.after = min(far[0], near[0]), max(far[1], near[1])
            return back
        if setter is None or (self._is_of_others(setter, clause) and self._is_talk(far)):
            return None
        found = term(parsed, setter, near, far, i)
        found.addressee = permits_of.asked(clause, (far, near), setter) if permitting is not None else None
        if is_given_up(parsed, tokens, verb):
            found.status = "withdrawn"
        elif permits_of.is_laid_down(parsed, clause, verb):
            found.status = "accepted"
        return found

    def _cut(self, after: int, verb: int) -> int:
        """Where the subject begins behind a fronted noun that no comma ends ("without a date a summit had …")."""
        tokens, none = self.report.tokens, word_set("none", "condition_word_sets")
        cut = next((k for k in range(after + 1, verb) if tokens[k].low in none), None)
        if cut is None:
            plain = words("function_words")
            opens = (k for k in range(verb - 1, after + 1, -1) if tokens[k].low in _ARTICLES)
            cut = next((k for k in opens if tokens[k - 1].low not in plain), None)
        return cut if cut is not None else verb

    def _is_assured(self, parsed: Parsed, clause: Clause) -> bool:
        """Whether a clause tells what is to be assured ("assurances that the war would not be resumed once …"): the
        assurance is the term."""
        guarantee = word_set("guarantee", "condition_word_sets")
        near = range(max(parsed.sentence.first, clause.first - _ASSURED), clause.first)
        return clause.mark == "that" and any(self.report.tokens[k].low in guarantee for k in near)

    def _turned(self, parsed: Parsed, i: int, after: int) -> ConditionMention | None:
        """ "Only when the roads are open will the rebels let them in": the verb before its subject."""
        tokens, s = self.report.tokens, parsed.sentence
        for k in range(after + 1, s.after - 2):
            if tokens[k].low not in word_set("modals", "condition_word_sets") or tokens[i].low != "only":
                continue
            who = next(
                (m for m in self.report.actors_in(k + 1, min(s.after, k + _SUBJECT)) if m.noun != "adjective"), None
            )
            setter = self.setters.named(who) if who is not None and tokens[k + 1].low not in _SPEAKERS else None
            setter = setter or self.setters.of_speaker(parsed, parsed.clause_at(k))
            if setter is not None:
                return term(parsed, setter, (after, k), (k, end_of(parsed, tokens, k)), i)
        return None

    def _main(
        self, parsed: Parsed, row: dict[str, str], verb: Predicate, clause: Clause, far: tuple[int, int], at: int
    ) -> tuple[Predicate, Clause, tuple[int, int]]:
        """The clause held up: where the nearest verb gives no term, the one that its clause hangs on."""
        first = (verb, clause, far)
        for _ in range(_UP):
            if self._is_term(parsed, row, verb, clause, far, at):
                return verb, clause, far
            upper = parsed.clauses[clause.parent] if clause.parent is not None else None
            if upper is None or upper.verb is None or upper.verb.first > at or upper.is_speech:
                return first
            verb, clause = upper.verb, upper
            far = (min(*upper.tokens, far[0]), far[1])
        return first

    def _is_of_others(self, setter: Setter, clause: Clause) -> bool:
        """Whether a mediator tells of what others will do."""
        own = any((s := self.setters.named(m)) is not None and s.actor == setter.actor for m in clause.subjects)
        return setter.source not in clause.subjects and setter.actor not in self.setters.focus.sides and not own

    def _is_talk(self, span: tuple[int, int]) -> bool:
        talks = word_set("talks", "condition_word_sets")
        return any(self.report.tokens[k].low in talks for k in range(*span))

    def _can_join(self, parsed: Parsed, row: dict[str, str], i: int, after: int) -> bool:
        """Whether a joint joins two parts here, and does not only date or describe."""
        tokens, s = self.report.tokens, parsed.sentence
        joint = row["words"]
        if joint == "with" and tokens[i - 1].low != "only":
            return False
        if joint in ("before", "after", "until") and tokens[i - 1].low in _SPANS:
            return False
        if joint.endswith("long as") and any(tokens[k].low in _PLEASING for k in range(after, min(s.after, after + 3))):
            # "for as long as anybody likes"
            return False
        dating = joint in _DATING or (joint == "when" and tokens[i - 1].low == ",")
        if dating and i - s.first > 1 and self.report.dates_in(max(s.first, i - _DATED), i):
            # "by March 10, the day talks are to begin"
            return False
        if joint in ("only once", "only after") and tokens[after].low in ("in", "before", "since", "during", "all"):
            return False
        if joint == "without" and tokens[i - 1].low == "not":
            return False
        if joint == "if" and any(t.low == "believed" for t in tokens[after : min(s.after, after + 9)]):
            # "if his spokesman is to be believed"
            return False
        if joint == "once" and (
            tokens[after].low in ("before", "again", "more", "and") or tokens[i - 1].low in ("than", "at", "for", "not")
        ):
            return False
        if joint.split()[0] in _TYING and any(
            tokens[k].low in ("not", "neither", "nobody", "never") for k in range(s.first, i)
        ):
            return False
        if tokens[after].kind == "sign" and tokens[after].low not in ("“", '"', "(", "‘", "'"):
            return False
        counted = tokens[after].kind == "number" and not ("long as" in joint or joint.startswith(_COUNTING))
        if counted or tokens[after].low in (",", ".", "then", "now", "recently", "further"):
            return False
        if self.report.dates_in(after, after + 2) or (
            joint in ("until", "till", "before", "after") and any(
                d.first <= after < d.after for d in self.report.dates_in(max(s.first, i - 1), after + 3)
            )
        ):  # fmt: skip
            return joint in ("unless", "only if", "only on")
        if joint in ("without", "with") and (
            tokens[after].low in word_set("waiver", "condition_word_sets")
            or any(
                tokens[k].low.startswith(("precondition", "condition")) for k in range(after, min(s.after, after + 3))
            )
            or (tokens[after].low.endswith("ing") and tokens[after].low != "anything")
        ):
            return False
        if end_of(parsed, tokens, after) - after <= _PAIR and tokens[after].low in _ASKING:
            # "nobody knows until when"
            return False
        verbal = any(p.is_finite and after <= p.first < after + 18 for p in parsed.predicates)
        verbal = verbal or any(
            self._is_base(m.after) for m in self.report.actors_in(after, min(s.after - 1, after + 4))
        )
        if joint in _CLAUSE_ONLY or joint.endswith((" that", "long as")) or joint in ("provided", "providing"):
            return verbal or (joint == "if" and any(tokens[k].low == "only" for k in range(s.first, i)))
        if joint == "while" or (joint == "provided" and tokens[after].low == "by"):
            return False
        return joint != "subject to" or not any(tokens[k].low == "not" for k in range(max(s.first, i - 2), i))

    def _not_before(self, parsed: Parsed, at: int) -> bool:
        """ "… and not earlier", "… and not otherwise" at the end of what is demanded."""
        hits = phrases("condition_limits", "words").all_in(self.report.tokens, at, parsed.sentence.after, parsed.words)
        return next(hits, None) is not None

    def _is_base(self, k: int) -> bool:
        """Whether a base form stands at `k` ("on condition that Islamabad reopen the crossing")."""
        forms = {form for _, form in readings(self.report.tokens[k].low)}
        return BASE in forms and PAST not in forms

    def _is_term(
        self, parsed: Parsed, row: dict[str, str], verb: Predicate, clause: Clause, far: tuple[int, int], at: int
    ) -> bool:
        tokens = self.report.tokens
        if clause.mark == "whether" or (verb.perfect and verb.modal) or "threaten" in verb.bases:
            return False
        ahead = is_ahead(parsed, tokens, verb, far[0], min(at, far[1]))
        negated = is_negated(tokens, parsed, verb, far[0], min(at, far[1]))
        only = any(tokens[k].low == "only" for k in range(far[0], far[1]))
        only = only or any(tokens[k].low == "only" for k in clause.tokens) or self._not_before(parsed, at)
        plain_past = verb.tense == "past" and not verb.modal and not (negated and tells_a_view(parsed, tokens, verb))
        sure = row["sure"]
        if sure == "yes":
            made = plain_past and bool(
                verb.bases & {"make", "rule", "say", "set", "state", "agree", "accept", "consent"}
            )
            return ahead or negated or made or not plain_past
        if sure == "only":
            return only and (ahead or not plain_past)
        lasting = row["words"] in ("until", "till") or row["words"].endswith("long as")
        if lasting and not verb.negated and verb.bases & word_set("staying", "condition_word_sets"):
            speech = parsed.speech[clause.index]
            told = speech is not None and speech.speaker is not None and verb.tense == "present"
            if verb.modal in ("will", "shall") or (told and not verb.modal and not verb.perfect):
                # "the ban will stay until …", "the gate stays shut, he said, as long as …"
                return True
        if sure == "negated":
            if negated and plain_past and row["words"] == "without" and self._asks_assurance(far[1]):
                # "had let nobody go without a promise that …"
                return True
            return negated and (
                ahead or not plain_past or bool(verb.bases & word_set("refusing", "condition_word_sets"))
            )
        if sure == "ready":
            return ahead and not plain_past
        if only and (ahead or not plain_past):
            return True
        refusing = bool(verb.bases & word_set("refusing", "condition_word_sets"))
        if negated and (row["words"] == "if" or "long as" in row["words"]) and (ahead or not plain_past or refusing):
            return True
        if verb.modal in ("could", "may") and row["words"] not in _ONCE:
            return False
        if not ahead and not (row["words"] in _ONCE and verb.tense == "present"):
            return False
        bases = set(verb.bases)
        for p in parsed.predicates:
            if verb.first <= p.first < far[1] and parsed.clause_at(p.first).index == clause.index:
                bases |= p.bases
        if bases & (_commit() | word_set("would_do", "condition_word_sets")):
            return True
        ready = word_set("ready", "condition_word_sets")
        if "be" in bases and any(tokens[k].low in ready for k in range(verb.after, far[1])):
            return True
        return verb.modal in _VOWS and not bases & word_set("no_step", "condition_word_sets")

    def _asks_assurance(self, at: int) -> bool:
        """Whether "without" at `at` stands before an assurance."""
        guarantee = word_set("guarantee", "condition_word_sets")
        return any(t.low in guarantee for t in self.report.tokens[at : at + _UP + 2])

    def _first(
        self, parsed: Parsed, row: dict[str, str], clause: Clause, verb: Predicate,
        near: tuple[int, int], far: tuple[int, int], at: int,
    ) -> ConditionMention | None:  # fmt: skip
        """ "Y must be done before X": the main part is the demand. "No Y before X": what follows is."""
        tokens = self.report.tokens
        plain_past = verb.tense == "past" and not verb.modal
        ask = self._asking(parsed, near[0] if at < parsed.sentence.after else far[1])
        if ask is not None:
            setter = self.setters.subject(parsed, parsed.clause_at(ask.first))
            opened = [tokens[k].low for k in range(ask.after, min(ask.after + _DENYING, far[1]))]
            if asks_idly(tokens, ask.after):
                return None
            denied = any(low in word_set("none", "condition_word_sets") or low == "not" for low in opened)
            if setter is not None and denied:
                # "insisted that nothing be signed before the lists are out"
                return term(parsed, setter, near, (ask.after, far[1]), ask.head)
            if setter is not None and far[1] - ask.after > 2:
                found = term(parsed, setter, (ask.after, far[1]), near, ask.head)
                found.status = "withdrawn" if is_given_up(parsed, tokens, ask) else found.status
                return found
        if is_negated(tokens, parsed, verb, far[0], min(at, far[1])):
            if plain_past and not verb.bases & word_set("refusing", "condition_word_sets"):
                return None
            setter = self.setters.of_doer(parsed, clause, far) or self.setters.nearest(parsed, far[0], near)
            return term(parsed, setter, near, far, near[0]) if setter is not None else None
        if not is_duty(tokens, verb):
            return None
        setter = self.setters.of_asker(parsed, clause, near) or self.setters.nearest(parsed, far[0], far)
        return term(parsed, setter, far, near, verb.head) if setter is not None else None

    def _asking(self, parsed: Parsed, before: int) -> Predicate | None:
        """The last verb of asking before a token, where no other clause has begun since ("wants X out before Y")."""
        found = None
        for p in parsed.predicates:
            if p.first >= before:
                break
            asks = not p.negated or is_given_up(parsed, self.report.tokens, p)
            if p.is_finite and p.bases & _ASKS and not p.passive and asks:
                clause = parsed.clause_at(p.first)
                put_in = clause.is_speech and "insist" in p.bases
                if "call" in p.bases and self.report.tokens[p.after].low not in ("for", "on", "upon"):
                    continue
                found = found if put_in or self.report.tokens[p.after].low == "on" else p
            elif p.is_finite and parsed.clause_at(p.first).mark == "" and p.tense != "past":
                found = None
        return found
