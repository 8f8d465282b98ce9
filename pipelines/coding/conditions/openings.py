"""Condition openings: whose words follow, by the words that open them.

Belongs here: "the statement of X that …", "X's reply has been no: …", "Minister X on an amnesty: …", "X's answer is the
old one." before the answer itself. Does not belong here: verbs of saying and quotations (`setters`).
"""

from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Clause, Parsed, stance_of
from pipelines.coding.conditions.naming import Naming, Setter
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.actor_kinds import country_of, kind_of
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

#: Words between who states something and what he states.
_STATED = 6
_OWNING = frozenset(("'s", "’s", "'", "’"))
#: Words behind an owner in which his statement stands ("the president's old reply").
_OWNED = 4
#: Words behind a place in which who lives there is named.
_THERE = 10


@dataclass(frozen=True, slots=True)
class Openings:
    """Tells whose words an opening announces."""

    report: ParsedReport
    focus: Focus

    def named(self, mention: Mention) -> Setter | None:
        """The one actor that a mention names or stands for."""
        return Naming(self.report, self.focus).named(mention)

    def answering(self, parsed: Parsed) -> Setter | None:
        """Whose answer a sentence announces without giving it ("As for a truce, X's answer is the old one")."""
        verb = next((p for p in parsed.predicates if p.is_finite), None)
        if verb is None or "be" not in verb.bases:
            return None
        return self.owner_of_statement(parsed.sentence.first, verb.first)

    def from_place(self, parsed: Parsed) -> Setter | None:
        """ "From Tbilisi it is answered that …", "…, comes the answer from Utrecht, where X lives": the person there,
        else the government of the place."""
        if "from" not in parsed.words:
            return None
        tokens, s = self.report.tokens, parsed.sentence
        statements = word_set("statement", "condition_word_sets")
        for k in range(s.first, s.after - 2):
            if tokens[k].low != "from":
                continue
            told = k <= s.first + 1 and any(stance_of(p) and p.passive for p in parsed.predicates[:1])
            comes = "comes" in parsed.words or "came" in parsed.words
            if not told and not (comes and {t.low for t in tokens[max(s.first, k - 3) : k]} & statements):
                continue
            for place in self.report.places_in(k + 1, min(s.after, k + 4)):
                persons = [m for m in parsed.mentions if m.person is not None and 0 < m.first - place.after < _THERE]
                there = tokens[min(place.after + 1, s.after - 1)].low == "where"
                if persons and there and (found := self.named(persons[0])) is not None:
                    return found
                for name in self.focus.sides:
                    if country_of(name) == place.country is not None and kind_of(name) in ("state", "government_body"):
                        return Setter(name, Mention(place.first, place.after, (name,)), None)
            named = self.report.actors_in(k + 1, min(s.after, k + 3))
            if named and (found := self.named(named[0])) is not None:
                return found
        return None

    def owner_of_statement(self, first: int, after: int) -> Setter | None:
        """Whose "answer", "position" or "line" stands between two tokens."""
        statements = word_set("statement", "condition_word_sets")
        for m in self.report.actors_in(first, after):
            behind = [t.low for t in self.report.tokens[m.after - 1 : min(after, m.after + _OWNED)]]
            if set(behind[:2]) & _OWNING and set(behind) & statements:
                return self.named(m)
        return None

    def opening(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """Whose words follow a colon: the subject before it ("The rebels see it the other way round: …"), or whose
        answer or position it is ("X's reply has been no: …")."""
        first = parsed.clauses[0]
        if first.index == clause.index:
            return None
        colon = next((k for k in range(parsed.sentence.first, min(clause.tokens) + 1)
                      if self.report.tokens[k].low == ":"), None)  # fmt: skip
        if colon is None:
            return None
        if first.subjects:
            return self.named(first.subjects[0])
        return self.owner_of_statement(parsed.sentence.first, colon)

    def stating(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """Whose statement a clause with "that" gives ("the statement of X that it shall join", "X's view that")."""
        if clause.mark != "that" or clause.first <= parsed.sentence.first:
            return None
        statements, tokens = word_set("statement", "condition_word_sets"), self.report.tokens
        for m in reversed(self.report.actors_in(max(parsed.sentence.first, clause.first - _STATED), clause.first)):
            before = [t.low for t in tokens[max(parsed.sentence.first, m.first - 3) : m.first]]
            after = [t.low for t in tokens[m.after : clause.first]]
            of = m.after == clause.first and set(before) & {"of", "by", "from"} and set(before) & statements
            if of or (m.noun in ("owner", "name") and after[-1:] and after[-1] in statements):
                return self.named(m)
        return None

    def before_colon(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """The person who opens a sentence before a colon ("Minister X on an amnesty: out of the question")."""
        tokens, s = self.report.tokens, parsed.sentence
        persons = [m for m in parsed.mentions if m.person is not None]
        if not persons or any(t.kind == "word" for t in tokens[s.first : max(s.first, persons[0].first - 1)]):
            return None
        colon = next((k for k in range(persons[0].after, s.after) if tokens[k].low == ":"), None)
        if colon is None or max(clause.tokens) < colon:
            return None
        return self.named(persons[0])
