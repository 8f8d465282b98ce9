"""Condition permits: terms set by whoever gives leave, told of the one who asks for it.

Belongs here: "the rebels may join the cabinet only once …", "they come off X's list when …", "the ban on the party will
be lifted only when its fighters have …", "at the insistence of X it takes effect only once …".
Does not belong here: steps that their own subject holds up (`joints`, `setters`).
"""

from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

_VOWS = ("will", "would", "shall")
_LEAVE = ("may", "can", "could", "might")
_POSSESSIVES = frozenset(("its", "their", "his", "her"))
_PRONOUNS = frozenset(("it", "they", "he", "she", "these", "those"))
#: Tokens at the start of a demand in which its subject stands.
_SUBJECT = 5
#: Tokens between "at" and the wish, and between the wish and whose it is.
_WISH, _WHOSE = 5, 4


def _words(name: str) -> frozenset[str]:
    return word_set(name, "condition_word_sets")


@dataclass(frozen=True, slots=True)
class Permits:
    """Finds who gives leave in one report."""

    report: ParsedReport
    setters: Setters

    def whose_leave(
        self, parsed: Parsed, clause: Clause, verb: Predicate, parts: tuple[tuple[int, int], tuple[int, int]]
    ) -> Setter | None:
        """Who lets a step happen: at whose wish it waits, who says so of another, else the other side.

        `parts`: the spans of what is held up and of what is demanded.
        """
        held, demand = parts
        at_wish = self.at_wish_of(parsed)
        if at_wish is not None:
            return at_wish
        allows = verb.passive and verb.bases & _words("permit:allow") and _is_ahead(verb)
        own = self._own(clause, held)
        speaker = self._speaker(parsed, clause, verb) if allows or verb.modal in ("may", "can") else None
        if speaker is not None and speaker.actor not in own:
            return speaker
        if not self._is_leave(verb, held) or not self._is_of_same(own, demand):
            return None
        return self._listing(clause, held, own) or self._other_side(own)

    def is_laid_down(self, parsed: Parsed, clause: Clause, verb: Predicate) -> bool:
        """Whether a term is told as part of a deal: "at X's wish it opens only …", "it was agreed that …"."""
        told = verb.tense in ("present", "future") or verb.modal in (*_VOWS, "may", "to")
        if not told or verb.negated or parsed.speech[clause.index] is not None:
            return False
        above = parsed.clauses[clause.parent] if clause.parent is not None and clause.mark == "that" else None
        agreed = above is not None and above.verb is not None and above.verb.bases & _words("stipulating")
        if agreed and above is not None and above.verb is not None and above.verb.passive:
            low = [self.report.tokens[k].low for k in above.tokens if k < above.verb.first]
            return low[-1:] == ["it"] and not above.verb.negated and not above.verb.modal
        return self.at_wish_of(parsed) is not None

    def asked(self, clause: Clause, parts: tuple[tuple[int, int], tuple[int, int]], setter: Setter) -> str | None:
        """Who is to deliver where leave is given on his own deeds ("the rebels may join once they have …")."""
        first, own = parts[1][0], self._own(clause, parts[0])
        outside = own - {setter.actor}
        pronoun = self.report.tokens[first].low in _POSSESSIVES | _PRONOUNS
        return next(iter(outside)) if pronoun and len(outside) == 1 else None

    def at_wish_of(self, parsed: Parsed) -> Setter | None:
        """ "At the insistence of X", "at X's request", "at the rebels' wish" that opens a sentence."""
        tokens, s = self.report.tokens, parsed.sentence
        if tokens[s.first].low not in ("at", "on", "upon") or parsed.words.isdisjoint(_words("wish")):
            return None
        at = next(
            (k for k in range(s.first + 1, min(s.after, s.first + _WISH)) if tokens[k].low in _words("wish")), None
        )
        if at is None:
            return None
        owner = [m for m in self.report.actors_in(s.first + 1, at + 1) if m.after <= at]
        of = self.report.actors_in(at + 1, min(s.after, at + _WHOSE)) if tokens[at + 1].low == "of" else []
        return next((f for m in (*owner, *of) if (f := self.setters.named(m)) is not None), None)

    def _speaker(self, parsed: Parsed, clause: Clause, verb: Predicate) -> Setter | None:
        found = self.setters.of_speaker(parsed, clause)
        if found is None and verb.modal == "may":
            found = self.setters.goes_on(parsed)
        return found

    def _own(self, clause: Clause, held: tuple[int, int]) -> frozenset[str]:
        """The actors whose step or good is held up: the subject, else whom the words before the verb name."""
        focus = self.setters.focus
        named = {n for m in clause.subjects for n in focus.resolve(m) if m.noun != "pronoun"}
        if not clause.subjects and clause.verb is not None:
            before = self.report.actors_in(held[0], clause.verb.first)
            named = {n for m in before for n in focus.resolve(m) if m.noun not in ("pronoun", "adjective")}
        return frozenset(named)

    def _is_leave(self, verb: Predicate, held: tuple[int, int]) -> bool:
        """Whether a step is one that others let happen: "may enter", "will be lifted", "come off the list"."""
        if verb.negated:
            return False
        if verb.passive:
            return bool(verb.bases & (_words("permit:allow") | _words("permit:undo")))
        enters = bool(verb.bases & _words("permit:enter"))
        if verb.modal in _LEAVE:
            return enters
        follow = self.report.tokens[verb.after].low if verb.after < held[1] else ""
        off, well = verb.bases & {"come", "get", "drop"}, verb.bases & {"be", "become"}
        return (bool(off) and follow == "off") or (bool(well) and follow in _words("permit:state"))

    def _is_of_same(self, own: frozenset[str], demand: tuple[int, int]) -> bool:
        """Whether who waits is also who is to deliver, or outsiders are: nobody holds himself up."""
        tokens, first = self.report.tokens, demand[0]
        if len(own) != 1:
            return False
        stop = min(demand[1], first + _SUBJECT)
        if tokens[first].low in _POSSESSIVES | _PRONOUNS:
            return True
        asked = {n for m in self.report.actors_in(first, stop) for n in self.setters.focus.resolve(m)}
        return not asked or asked == own or asked.isdisjoint(self.setters.focus.sides)

    def _listing(self, clause: Clause, held: tuple[int, int], own: frozenset[str]) -> Setter | None:
        """Whose list, ban or embargo it is that they wait to be free of ("come off Washington's list")."""
        first = clause.verb.after if clause.verb is not None else held[0]
        owners = [m for m in self.report.actors_in(first, held[1]) if m.noun not in ("pronoun", "collective")]
        found = [f for m in owners if (f := self.setters.named(m)) is not None and f.actor not in own]
        return found[0] if len(found) == 1 else None

    def _other_side(self, own: frozenset[str]) -> Setter | None:
        """The one side that they do not belong to."""
        sides = self.setters.focus.sides
        other = [side for side in sides if side not in own]
        if len(sides) != 2 or len(other) != 1:
            return None
        source = next((m for m in self.report.cast.actors if other[0] in self.setters.focus.resolve(m)), None)
        return Setter(other[0], source, None) if source is not None else None


def _is_ahead(verb: Predicate) -> bool:
    return verb.modal in _VOWS or verb.tense == "future"
