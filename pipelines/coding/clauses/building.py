"""Clause building: one walk over a sentence with a stack of open clauses.

Belongs here: which mark opens a clause, which verb fills it, which comma closes it.
Does not belong here: subjects and attribution (`parsing`), the shapes (`clauses`).
"""

from collections.abc import Sequence
from functools import cache
from itertools import compress

from pipelines.coding.clauses.clauses import Clause, stance_of
from pipelines.coding.clauses.openings import is_pointing
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import PARTICIPLE, PAST, readings
from pipelines.coding.names.mention import Mention
from pipelines.coding.text.prose import Prose, Sentence
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases


@cache
def prepositions() -> frozenset[str]:
    return word_set("clauses:prepositions", "syntax_word_sets")


@cache
def _before_participle() -> frozenset[str]:
    return word_set("clauses:before_participle", "syntax_word_sets")


COORDINATORS = frozenset(("and", "but", "or", "nor", "yet", "then"))
_SIGNS = frozenset((";", ":", "—", "–", "--"))
_BOUNDARIES = _SIGNS | COORDINATORS | {",", "“", "”", '"'}


@cache
def _parting() -> frozenset[str]:
    """Words and signs at which a clause can begin or end; verbs apart, the others only go on with it."""
    return _BOUNDARIES | phrases("clause_marks", "words").by_first.keys()


_PARTING, _CLOSING, _ENDING = frozenset((",", "”", '"', "—", "–")), ("”", '"'), (",", "!", "?", ".")
_BEFORE_NAMES = frozenset(("the", "a", "an", "his", "its", "their", "senior", "top"))
_LOOKAHEAD = 18
#: How far a noun may stand behind the article that opens its subject ("his foreign and defence ministers").
_LONGEST_SUBJECT = 4


class ClauseBuilder:
    def __init__(
        self, prose: Prose, sentence: Sentence, predicates: Sequence[Predicate], mentions: Sequence[Mention]
    ) -> None:
        self.tokens, self.sentence = prose.tokens, sentence
        self.marks = phrases("clause_marks", "words")
        self.mentions = mentions
        self.ends = {m.after for m in mentions}
        self.inside = {k for m in mentions for k in range(m.first + 1, m.after)}
        self.finite = {p.first: p for p in predicates if p.is_finite}
        self.clauses: list[Clause] = [Clause(0, "", "", sentence.first, None)]
        self.stack = [0]
        self.of: dict[int, int] = {}
        self.boundary: int | None = None

    def build(self) -> list[Clause]:
        first, after = self.sentence.first, self.sentence.after
        parts = map(_parting().__contains__, self.sentence.lows)
        free = first
        for i in sorted({*compress(range(first, after), parts), *self.finite}):
            if i >= free:
                self.go_on(free, i)
                free = self.step(i)
        self.go_on(free, after)
        tokens = [clause.tokens for clause in self.clauses]
        for k in range(first, after):
            tokens[self.of[k]].append(k)
        return self.clauses

    def go_on(self, first: int, after: int) -> None:
        """Words at which no clause begins or ends go on with the one that is open."""
        top = self.stack[-1]
        for k in range(first, after):
            self.of[k] = top

    def step(self, i: int) -> int:
        token = self.tokens[i]
        low = token.low
        predicate = self.finite.get(i)
        if predicate is not None and low in ("provided", "providing", "assuming") and self.opens_term(i):
            del self.finite[i]
            predicate = None
        if predicate is not None and self.is_put_in(predicate):
            said = self.start(self.subject_start(i), "", "", None, i)
            said.is_speech, said.verb = True, predicate
            self.stack.pop()
            for k in range(i, predicate.after):
                self.of[k] = said.index
            self.boundary = None
            return predicate.after
        if predicate is not None:
            self.place(predicate)
            for k in range(i, predicate.after):
                self.of[k] = self.stack[-1]
            self.boundary = None
            return predicate.after
        if i not in self.inside:
            mark = self.marks.longest(self.tokens, i, self.sentence.after) if low in self.marks.by_first else None
            if mark is not None and self.opens(mark[0], i, mark[1]):
                if mark[0]["class"] != "none":
                    kind = "relative" if self.says_more(i, low) else mark[0]["class"]
                    self.open(kind, mark[0]["words"], i)
                for k in range(i, mark[1]):
                    self.of[k] = self.stack[-1]
                return mark[1]
            if low in _BOUNDARIES:
                self.at_boundary(i, low)
        self.of[i] = self.stack[-1]
        return i + 1

    def opens(self, row: dict[str, str], i: int, after: int) -> bool:
        if row["needs_verb"] == "no":
            return True
        if row["words"] == "that" and is_pointing(self.tokens, self.sentence.first, i):
            return False
        if row["class"] == "none":
            return True
        if after < self.sentence.after and self.tokens[after].low == "to":
            # "talks on how to carry it out": an infinitive has no clause of its own
            return False
        sure = row["class"] in ("if", "because", "although", "whether") or row["words"] == "when"
        stop, aside = min(self.sentence.after, after + _LOOKAHEAD), after
        for k in range(after, stop):
            if k in self.finite:
                return sure or not self.is_object(after, k)
            if not sure and self.tokens[k].low in ("that", "which", "who", "where") and k > after:
                return False
            if self.tokens[k].low == "," and self.is_aside(row, i, aside, k):
                # "said that on Monday, in a hotel, the two men would talk"
                aside = k + 1
                continue
            if self.tokens[k].low in _SIGNS or (self.tokens[k].low == "," and k not in self.ends):
                # behind a name a comma may go on with a list: "where he, A and B will meet"
                return False
        return False

    def is_aside(self, row: dict[str, str], i: int, first: int, comma: int) -> bool:
        """Whether a comma behind "that" or "which" ends words put in before the subject."""
        before = self.tokens[i - 1].low if i > self.sentence.first else ","
        opens = row["class"] == "relative" or (row["words"] == "that" and before not in (",", *COORDINATORS))
        return opens and (first == comma or self.tokens[first].low in prepositions())

    def says_more(self, i: int, low: str) -> bool:
        """Whether "that" right behind a noun has its verb right behind it: "two teams that met"."""
        named = i in self.ends or (i > self.sentence.first and self.tokens[i - 1].low.endswith("s"))
        return low == "that" and named and i + 1 in self.finite and i - 1 not in self.finite

    def opens_term(self, i: int) -> bool:
        """Whether "provided" joins a clause here and is no verb: no "for" or "by" follows."""
        follower = self.tokens[i + 1].low if i + 1 < self.sentence.after else ""
        verbs = [k for k in self.finite if k > i]
        return follower not in ("for", "by", "with", "in", "a", "an", "to", "") and bool(verbs)

    def is_object(self, first: int, verb: int) -> bool:
        """Whether what follows "after" or "before" is its own object, and the verb has another subject: "after that
        conversation Trump said"."""
        for mention in self.mentions:
            if mention.after == verb and mention.first > first:
                before = self.tokens[mention.first - 1]
                low = before.low
                proper = mention.person is not None or mention.noun in ("name", "pronoun")
                if (
                    not proper
                    and mention.first - first <= _LONGEST_SUBJECT
                    and self.tokens[first].low in ("the", "a", "an", "its", "every", "his", "her", "their")
                ):
                    return False
                if low in ("the", "a", "an", "its", "his", "their", "each", "either", "one"):
                    lead = self.tokens[mention.first - 2].low
                    return mention.first - 1 > first and lead not in COORDINATORS and lead not in prepositions()
                return (
                    low not in COORDINATORS
                    and low not in prepositions()
                    and before.kind != "sign"
                    and before.low != "'s"
                )
        return False

    def open(self, mark: str, opener: str, i: int) -> None:
        top = self.clauses[self.stack[-1]]
        self.clauses.append(Clause(len(self.clauses), mark, opener, i, top.index))
        self.stack.append(len(self.clauses) - 1)
        self.boundary = None

    def at_boundary(self, i: int, low: str) -> None:
        top = self.clauses[self.stack[-1]]
        if low in _SIGNS and low != ":":
            while len(self.stack) > 1:
                self.stack.pop()
            self.boundary = i
            return
        if low == "," and len(self.stack) > 1 and top.verb is not None:
            outer = self.clauses[self.stack[-2]]
            if top.mark == "relative" or outer.verb is None:
                self.stack.pop()
        if (
            low == "and"
            and i in self.ends
            and i + 1 < self.sentence.after
            and (self.starts_name(i + 1) or self.is_agent(i))
        ):
            # "by X and Y have been dropped": a list of names, no new clause
            return
        at_stop = self.boundary is not None and self.tokens[self.boundary].low in _SIGNS
        if self.boundary is None or (low in COORDINATORS and not at_stop):
            self.boundary = i

    def is_agent(self, i: int) -> bool:
        """Whether the name that ends at `i` stands after "by" in a clause whose upper one still waits for its verb."""
        waits = len(self.stack) > 1 and self.clauses[self.stack[-2]].verb is None
        if not waits or self.clauses[self.stack[-1]].verb is None:
            return False
        first = next((m.first for m in self.mentions if m.after == i), i)
        return first > self.sentence.first and self.tokens[first - 1].low == "by"

    def starts_name(self, i: int) -> bool:
        """Whether a name starts at `i`, and no verb of its own follows it."""
        for mention in self.mentions:
            if mention.first in (i, i + 1) and (mention.first == i or self.tokens[i].low == "the"):
                if mention.after not in self.finite or self.clauses[self.stack[-1]].verb is None:
                    return True
                # "resumed by X and Y have been dropped": one person has no plural verb
                return mention.person is not None and self.tokens[mention.after].low in ("have", "are", "were", "do")
        return False

    def place(self, predicate: Predicate) -> None:
        top = self.clauses[self.stack[-1]]
        if top.verb is None:
            top.verb = predicate
            return
        i = predicate.first
        if self.is_contact(top.verb, i):
            self.start(i - 1, "relative", "", top.index, i).verb = predicate
            return
        stance = stance_of(predicate)
        comma = self.boundary is not None and self.tokens[self.boundary].low == ","
        waits = len(self.stack) > 1 and self.clauses[self.stack[-2]].verb is None
        begins = top.verb.first in self.ends or top.verb.first - top.first <= 2
        told_of = top.mark in ("that", "relative") and waits and begins
        if (
            not told_of
            and self.is_reduced(top.verb)
            and (self.boundary is None or comma)
            and not (stance and self.is_inserted_speech(predicate))
        ):
            top.verb = predicate
            return
        if top.is_speech and self.boundary is not None:
            spoken = [c for c in self.clauses if not c.is_speech and c.verb is not None and c.mark in ("", "that")]
            top = spoken[-1] if spoken else top
        if stance and self.is_inserted_speech(predicate):
            self.start(self.subject_start(i), "", "", None, i).is_speech = True
            self.clauses[-1].verb = predicate
            return
        outer = next((n for n in range(len(self.stack) - 2, -1, -1) if self.clauses[self.stack[n]].verb is None), None)
        if outer is not None and (self.boundary is None or comma):
            # the verb is that of a clause still open: "talks, which X said would open, were …"
            del self.stack[outer + 1 :]
            waiting = self.clauses[self.stack[-1]]
            waiting.verb = predicate
            for k in range(self.boundary if self.boundary is not None else i, i):
                self.of[k] = waiting.index
            return
        if self.boundary is None and top.verb is not None and stance_of(top.verb):
            said = self.start(top.verb.after, "that", "", top.index, i)
            said.verb = predicate
            return
        if stance and self.says_on(predicate):
            while not self.is_saying(self.clauses[self.stack[-1]]):
                self.stack.pop()
            top = self.clauses[self.stack[-1]]
        if self.boundary is not None:
            start = self.boundary
            if (
                top.mark in ("relative", "when", "because", "although", "if", "before")
                and len(self.stack) > 1
                and self.tokens[start].low == ","
            ):
                self.stack.pop()
                enclosing = self.clauses[self.stack[-1]]
                if enclosing.verb is None:
                    for k in range(start, i):
                        self.of[k] = enclosing.index
                    enclosing.verb = predicate
                    return
                top = enclosing
            sibling = top.index
            mark, opener, parent = top.mark, top.opener, top.parent
            self.stack.pop()
            clause = self.start(start, mark, opener, parent, i)
            clause.verb, clause.sibling = predicate, sibling
            return
        clause = self.start(i, "that" if top.mark in ("", "that") else top.mark, "", top.index, i)
        clause.verb = predicate

    def is_put_in(self, predicate: Predicate) -> bool:
        """Whether a saying stands between a subject and its verb ("Armenia, he added, would not sign")."""
        top, i, after = self.clauses[self.stack[-1]], predicate.first, predicate.after
        if top.verb is not None or not stance_of(predicate) or not self.is_inserted_speech(predicate):
            return False
        start = self.subject_start(i)
        closed = after < self.sentence.after and self.tokens[after].low == ","
        named = start - 1 in self.ends and top.first <= start - 2 and self.tokens[start - 1].low == ","
        return closed and named and start < i and any(k > after for k in self.finite)

    def says_on(self, predicate: Predicate) -> bool:
        """Whether "and says that" goes on with a saying further up ("X insists that Y and says that Z")."""
        if self.boundary is None or self.tokens[self.boundary].low not in ("and", "but"):
            return False
        near = predicate.first - self.boundary <= 2 and predicate.after < self.sentence.after
        told = near and self.tokens[predicate.after].low == "that"
        return told and any(self.is_saying(self.clauses[n]) for n in self.stack)

    def is_saying(self, clause: Clause) -> bool:
        """Whether the verb of a clause is one of saying."""
        return clause.verb is not None and bool(stance_of(clause.verb))

    def is_contact(self, verb: Predicate, i: int) -> bool:
        """Whether a verb at `i` and its pronoun say more of the noun before them: "produced a paper they can sign"."""
        pronoun, noun = i - 1, i - 2
        return (
            self.boundary is None
            and (noun > verb.after or (noun == verb.after and self.tokens[noun].low.endswith("thing")))
            and not stance_of(verb)
            and self.tokens[pronoun].low in ("he", "she", "they", "we", "one", "you")
            and self.tokens[noun].kind == "word"
            and self.tokens[noun].low not in prepositions()
            and not any(m.first <= noun < m.after for m in self.mentions)
        )

    def is_reduced(self, verb: Predicate) -> bool:
        """Whether a verb can be a participle after its noun: "talks meant to end the war opened"."""
        if verb.first != verb.head or verb.tense != "past":
            return False
        follower = self.tokens[verb.head + 1].low if verb.head + 1 < self.sentence.after else ""
        k = verb.head - 1
        while k > self.sentence.first and (
            self.tokens[k].low.endswith("ly") or self.tokens[k].low in _before_participle()
        ):
            k -= 1
        after_comma = k >= self.sentence.first and self.tokens[k].low == ","
        if stance_of(verb) and follower != "by" and not (after_comma and follower in prepositions()):
            return False
        low = self.tokens[verb.head].low
        both = {form for _, form in readings(low)} >= {PAST, PARTICIPLE}
        if not both:
            return False
        start = self.clauses[self.stack[-1]].first
        lead = self.tokens[start].low
        if lead in prepositions() and not any(self.tokens[k].low == "," for k in range(start, verb.head)):
            # "In a letter delivered on Monday, …": what a preposition opens has no verb of its own
            return True
        return after_comma or self.boundary is None

    def start(self, first: int, mark: str, opener: str, parent: int | None, upto: int) -> Clause:
        clause = Clause(len(self.clauses), mark, opener, first, parent)
        self.clauses.append(clause)
        self.stack.append(clause.index)
        for k in range(first, upto):
            self.of[k] = clause.index
        return clause

    def is_inserted_speech(self, predicate: Predicate) -> bool:
        """Whether ", X said" or "," said X: a comma or closing quote stands before the verb and its subject."""
        start = self.subject_start(predicate.first)
        if start <= self.sentence.first:
            return False
        before = self.tokens[start - 1].low
        here = self.tokens[start].low
        return before in (",", "”", '"', "—", "–") or here in (",",)

    def subject_start(self, i: int) -> int:
        """The first token of the name that stands right before `i`, or `i`."""
        for mention in self.mentions:
            if mention.after == i or (mention.after == i - 1 and self.tokens[i - 1].low == "also"):
                start = mention.first
                while start > self.sentence.first and self.tokens[start - 1].low in _BEFORE_NAMES:
                    start -= 1
                k = self._opening(start)
                # ", " Kurdish leader X told Y": words beside the name belong to it behind a quotation
                return k if self.tokens[k - 1].low in _CLOSING and self.tokens[k - 2].low in _ENDING else start
        k = self._opening(i)
        return k if k < i and k > self.sentence.first and self.tokens[k - 1].low in _PARTING else i

    def _opening(self, i: int) -> int:
        """The first of the words before `i` that neither a sign nor a verb nor a coordinator parts from it."""
        k = i
        while k > self.sentence.first and self.tokens[k - 1].kind == "word" and i - k < 7:
            if (k - 1) in self.finite or self.tokens[k - 1].low in COORDINATORS | {"that"}:
                break
            k -= 1
        return k
