"""Condition echoes: terms that a sentence recalls by whoever had set them, while it tells what became of them.

Belongs here: "will gather in two zones, as X had demanded", "gave up the post on which he had insisted", "the truce
that X had asked for is on paper", "the demand for an assembly has been dropped".
Does not belong here: fates told with a noun for the term or as something that came about (`fates`), what the words
around a term say of it (`status`, `answers`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import end_of
from pipelines.coding.conditions.status import status_verbs
from pipelines.coding.conditions.terms import term
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

#: How far the verb of asking may stand behind "as", and the verb of a fate behind the noun of its term.
_NEAR, _FAR = 9, 16
#: How far the relative clause may stand behind the verb that gives the term up.
_OBJECT = 14
_CLOSING = frozenset((",", ".", ";", ")", "—", "–", "before", "since", "at", "from"))
_LINKS = frozenset(("on", "for"))


def _words(name: str) -> frozenset[str]:
    return word_set(name, "condition_word_sets")


@dataclass(frozen=True, slots=True)
class EchoReader:
    """Reads the terms that are recalled by whoever had set them."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Terms of one sentence: the first that one of the readings finds."""
        turned = status_verbs().can_stand(parsed.words)
        found = (
            self._as_asked(parsed)
            or self._which_was_asked(parsed)
            or (self._given_up(parsed) if turned else None)
            or self._no_longer(parsed)
        )
        found = found or self._on_paper(parsed) or (self._dropped(parsed) if turned else None)
        if found is not None:
            yield found

    def _asking(self, parsed: Parsed, first: int, after: int) -> Predicate | None:
        """A verb of asking that ends its clause: "had demanded", "insists on"."""
        asked = _words("echo:asking")
        verbs = (p for p in parsed.predicates if first <= p.first < after and p.bases & asked)
        return next((p for p in verbs if not (p.passive or p.negated or p.modal)), None)

    def _as_asked(self, parsed: Parsed) -> ConditionMention | None:
        """ "Will gather in two zones, as X had demanded", "went home as X had asked"."""
        tokens, s = self.report.tokens, parsed.sentence
        if "as" not in parsed.words:
            return None
        for k in range(s.first, s.after):
            if tokens[k].low != "as":
                continue
            ask = self._asking(parsed, k + 2, min(s.after, k + _NEAR))
            if ask is None or not _ends(tokens, ask.after, s.after) or any(t.low == "," for t in tokens[k : ask.first]):
                # "will take place as planned, the minister insisted" is none
                continue
            asker = [m for m in self.report.actors_in(k + 1, ask.first) if m.noun != "adjective"]
            setter = self.setters.named(asker[-1]) if asker else None
            setter = setter or self.setters.subject(parsed, parsed.clause_at(ask.first))
            verb = next((p for p in reversed(parsed.predicates) if p.is_finite and p.after <= k), None)
            clause = parsed.clause_at(verb.first) if verb is not None else None
            if setter is None or clause is None or clause.verb is not verb:
                continue
            status = self._came(parsed, clause)
            if status is None:
                continue
            first = clause.first + (len(clause.opener.split()) if clause.mark not in ("", "that") else 0)
            end = k - 1 if tokens[k - 1].low == "," else k
            if verb is None or verb.first - first < 1 or end - verb.after < 1:
                continue
            return _told(parsed, setter, (first, end), ask, status)
        return None

    def _which_was_asked(self, parsed: Parsed) -> ConditionMention | None:
        """ "Will take over the ports, which X had asked for from the first hour"."""
        tokens, s = self.report.tokens, parsed.sentence
        for k in range(s.first + 1, s.after) if "which" in parsed.words else ():
            if tokens[k].low != "which" or tokens[k - 1].low != ",":
                continue
            asks = (p for p in parsed.predicates if k < p.first < k + _NEAR and p.bases & _words("echo:asking_for"))
            ask = next((p for p in asks if not (p.passive or p.negated or p.modal)), None)
            stranded = ask is not None and tokens[ask.after].low in ("for", "on")
            stranded = stranded and ask is not None and parsed.clause_at(ask.first).opener == "which"
            if ask is None or not stranded or tokens[ask.after + 1].low not in _words("echo:behind"):
                continue
            asker = [m for m in self.report.actors_in(k + 1, ask.first) if m.noun != "adjective"]
            setter = self.setters.named(asker[-1]) if asker else None
            verb = next((p for p in reversed(parsed.predicates) if p.is_finite and p.after < k), None)
            clause = parsed.clause_at(verb.first) if verb is not None else None
            if setter is None or verb is None or clause is None or clause.verb is not verb or clause.mark:
                continue
            status = self._came(parsed, clause)
            if status is not None and verb.first > clause.first:
                return _told(parsed, setter, (clause.first, k - 1), ask, status)
        return None

    def _came(self, parsed: Parsed, clause: Clause) -> str | None:
        """Whether what a clause tells has come about, or is only laid down; None where it is said not to be so."""
        verb = clause.verb
        if verb is None or verb.negated:
            return None
        if clause.mark == "if":
            # "provided that the weapons have been locked away by then, as X has insisted": laid down, and no more
            return "accepted"
        if verb.bases & _words("refusing"):
            # "refuses to leave the town, as X had required"
            return "rejected"
        subject = {self.report.tokens[k].low for k in clause.tokens if k < verb.first}
        if not subject.isdisjoint(_words("text")) or verb.modal or verb.tense in ("future", "infinitive", "present"):
            return "met" if verb.perfect and not verb.modal and subject.isdisjoint(_words("text")) else "accepted"
        return "met"

    def _given_up(self, parsed: Parsed) -> ConditionMention | None:
        """ "Has given up the post of prime minister on which it had insisted"."""
        tokens, s = self.report.tokens, parsed.sentence
        for p in parsed.predicates:
            if p.negated or p.modal or p.passive:
                continue
            hit = status_verbs().longest(tokens, p.head, s.after)
            if hit is None or hit[0]["effect"] != "withdrawn":
                continue
            if p.tense not in ("past", "gerund") and not p.perfect:
                continue
            relative = next(
                (c for c in parsed.clauses if c.mark == "relative" and hit[1] < c.first <= hit[1] + _OBJECT), None
            )
            ask = relative.verb if relative is not None else None
            if relative is None or ask is None or not ask.bases & _words("echo:asking") or ask.negated:
                continue
            setter = self.setters.subject(parsed, parsed.clause_at(p.first))
            setter = setter or self.setters.subject(parsed, relative)
            if setter is not None:
                return _told(parsed, setter, (hit[1], _before(tokens, relative.first)), ask, "withdrawn")
        return None

    def _no_longer(self, parsed: Parsed) -> ConditionMention | None:
        """ "No longer insists on the release of its men before talks"."""
        tokens, s = self.report.tokens, parsed.sentence
        if "longer" not in parsed.words and "more" not in parsed.words:
            return None
        for p in parsed.predicates:
            around = [t.low for t in tokens[max(s.first, p.first - 2) : p.after]]
            if not p.bases & _words("echo:asking") or p.passive or p.modal or "longer" not in around:
                continue
            first = p.after + (p.after < s.after and tokens[p.after].low in ("on", "for", "that"))
            setter = self.setters.subject(parsed, parsed.clause_at(p.first))
            end = end_of(parsed, tokens, first) if first < s.after else first
            if setter is not None and end - first > 1:
                return _told(parsed, setter, (first, end), p, "withdrawn")
        return None

    def _on_paper(self, parsed: Parsed) -> ConditionMention | None:
        """ "The truce that X had asked for is now on paper", "… on which X had insisted, is part of the deal"."""
        tokens, s = self.report.tokens, parsed.sentence
        for clause in parsed.clauses:
            ask, upper = clause.verb, parsed.clauses[clause.parent] if clause.parent is not None else None
            if clause.mark != "relative" or ask is None or not ask.bases & _words("echo:asking") or ask.negated:
                continue
            verb = upper.verb if upper is not None else None
            if upper is None or verb is None or verb.first < ask.after or verb.negated or verb.modal:
                continue
            behind = min(s.after, verb.after + _NEAR)
            if not any(True for _ in phrases("laid_down", "words").all_in(tokens, verb.first, behind)):
                continue
            setter = self.setters.subject(parsed, clause)
            if setter is not None and clause.first > upper.first:
                return _told(parsed, setter, (upper.first, _before(tokens, clause.first)), ask, "accepted")
        return None

    def _dropped(self, parsed: Parsed) -> ConditionMention | None:
        """ "The demand for an assembly has been dropped", on the word of whom the sentence before speaks of."""
        tokens, s = self.report.tokens, parsed.sentence
        for row, _, after in phrases("condition_nouns", "words").in_sentence(tokens, s):
            verb = next((p for p in parsed.predicates if p.first > after and p.is_finite), None)
            named = after < s.after and tokens[after].low in ("for", "that", "of")
            if row["use"] != "term" or not named or verb is None or verb.first - after > _FAR or not verb.passive:
                continue
            hit = status_verbs().longest(tokens, verb.head, s.after)
            if hit is None or hit[0]["effect"] != "withdrawn" or verb.negated or verb.modal:
                continue
            before = self.report.parsed.get(s.number - 1)
            near = before is not None and before.sentence.paragraph == s.paragraph
            setter = self.setters.subject(before, before.clauses[0]) if before is not None and near else None
            if setter is None or self.report.actors_in(s.first, verb.first):
                # whoever is named in the sentence has been asked for it already
                continue
            return _told(parsed, setter, (after + 1, verb.first), verb, "withdrawn")
        return None


def _before(tokens: Sequence[Token], first: int) -> int:
    """Where the words before a relative clause end, without its comma and preposition."""
    while tokens[first - 1].low in _LINKS or tokens[first - 1].low == ",":
        first -= 1
    return first


def _ends(tokens: Sequence[Token], after: int, limit: int) -> bool:
    """Whether a verb of asking has no object of its own: "as X had demanded", "as X insisted on at first"."""
    while after < limit and tokens[after].low in _LINKS:
        after += 1
    return after >= limit or tokens[after].low in _CLOSING


def _told(parsed: Parsed, setter: Setter, demand: tuple[int, int], ask: Predicate, status: str) -> ConditionMention:
    found = term(parsed, setter, demand, None, ask.head, "demand", "condition_verb")
    found.first, found.after, found.status = min(demand[0], ask.first), max(demand[1], ask.after), status
    return found
