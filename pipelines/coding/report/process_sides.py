"""Process sides: who the sides of a report's process are, and who was named together last.

Belongs here: weighing the cast, the main pair and a company of more, remembering whom each step was between.
Does not belong here: whom a mention without a name means (`focus`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipelines.coding.report.actor_kinds import armed_groups_of, country_of, kind_of
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.report.sides import MOST_ACTORS, company, fighting_sides, main_sides, named_pairs, number_before
from pipelines.reference.actors import actor_id_for, actors

_OPENING = 4
_RULING = frozenset(("ruling", "governing", "incumbent"))
_PAIR, _MANY = 2, 3


class ProcessSides:
    """The cast of a report in order of weight. `sides`: the parties of its process, at least two where it has any;
    `pair`: the two of them that it names most; `fighting`: the two of a listed conflict."""

    def __init__(self, report: ParsedReport, third_parties: Iterable[str], mediating: Iterable[str] = ()) -> None:
        self.report = report
        self.third = frozenset(third_parties)
        self.mediating = frozenset(mediating)
        self.body_of: dict[str, str] = {}
        self.counts = self._counts()
        self.told_numbers: set[int] = set()
        self.armed_groups = self._unnamed_groups()
        self.pairs = named_pairs(report, self.body_of)
        self.ruling = self._ruling_parties()
        self.pair = main_sides(report, self.counts, self.pairs, self.third | self.ruling)
        self.fighting = fighting_sides(self.pair, self.counts)
        self.sides = company(report, self.body_of, self.third | self.mediating, self.pair) or self.pair
        named = tuple(n for n in self.sides if kind_of(n) == "armed_group")
        if self.armed_groups and len(named) in self.told_numbers:
            # "four rebel groups", and four that are named elsewhere
            self.armed_groups = named
        self.recent: list[tuple[int, tuple[str, ...]]] = []
        self.seated: list[tuple[int, tuple[str, ...]]] = []

    def _counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        tokens_of = self.report.prose.sentence_of
        for mention in self.report.cast.actors:
            early = tokens_of[mention.first] < _OPENING
            for name in mention.actors:
                counts[name] += 2 if early else 1
        for name in list(counts):
            # where a report names the body that governs (an army, a unity government), its state means that body
            found = actors().get(actor_id_for(name))
            if found is not None and found.represents is not None:
                state = actors()[found.represents].name
                self.body_of[state] = name
                counts[name] += counts.pop(state, 0)
        return counts

    def _ruling_parties(self) -> frozenset[str]:
        """Parties that a report calls ruling: none of the opposition."""
        tokens = self.report.tokens
        named = [m for m in self.report.cast.actors if m.first and m.actors and tokens[m.first - 1].low in _RULING]
        return frozenset(n for m in named for n in m.actors if kind_of(n) == "party")

    def _unnamed_groups(self) -> tuple[str, ...]:
        """Whom "fourteen armed groups" means in a report that does not name them all; counted with the others."""
        loose = [m for m in self.report.cast.actors if m.noun == "armed" and m.plural and not m.actors]
        self.told_numbers = {n for m in loose if (n := number_before(self.report, m)) >= _MANY}
        names = self._named_for_country(armed_groups_of()) if self.told_numbers else ()
        for name in names:
            self.counts[name] += len(loose)
        return names

    def note(self, at: int, parties: Sequence[str]) -> None:
        """Remember who a step at token `at` was between."""
        parties = tuple(dict.fromkeys(parties))
        if len(parties) >= 2:
            self.recent.append((at, parties))

    def note_seated(self, at: int, parties: Sequence[str]) -> None:
        """Remember who is told at token `at` to have taken part."""
        parties = tuple(dict.fromkeys(parties))
        if len(parties) >= 2:
            self.seated.append((at, parties))

    def parties_at(self, at: int, *, sides: bool = False, far: bool = False) -> tuple[str, ...]:
        """Whom "the two" means at token `at`: the parties named last, else the main sides.

        `sides`: of "the two sides" or "the talks", who are never a mediator or a host with one of them; `far`: who are
        that only where it has just been told.
        """
        paragraph = self._paragraph(at)
        for where, parties in reversed(self.recent):
            apart = sides or (far and self._paragraph(where) != paragraph)
            if where <= at and not (apart and self._has_third(parties)):
                near = paragraph - self._paragraph(where) <= 1
                if near or len(self.sides) < 2 or set(parties) >= set(self.sides):
                    return parties
                break
        return self.sides

    def _everybody(self, at: int, default: tuple[str, ...]) -> tuple[str, ...]:
        """Whom "the participants" means: of those told to have sat together the most, with the main sides."""
        told = [
            parties
            for where, parties in (*self.recent, *self.seated)
            if where <= at and set(parties) >= set(self.sides)
        ]
        return max((default, *told), key=len)

    def _has_third(self, parties: Sequence[str]) -> bool:
        """Whether one of the main sides stands there with somebody who only helps them to talk, or such alone do."""
        if len(self.sides) < 2 or set(self.sides) <= set(parties):
            return False
        if not set(self.sides) & set(parties):
            return all(self._is_beside(n) for n in parties)
        return any(n in self.third or kind_of(n) == "organisation" for n in parties)

    def _paragraph(self, at: int) -> int:
        prose = self.report.prose
        return prose.sentences[prose.sentence_of[at]].paragraph

    def _is_beside(self, name: str) -> bool:
        """Whether an actor is none of "the five": who mediates or looks on, and organisations that are no side."""
        return name not in self.sides and (name in self.third or kind_of(name) == "organisation")

    def _named_for_country(self, names: Mapping[str, str]) -> tuple[str, ...]:
        """ "The opposition", "armed groups" of a state that is named: the collective name that the tables have."""
        for name, _ in self.counts.most_common(MOST_ACTORS):
            if kind_of(name) == "state" and (found := names.get(country_of(name) or "")) is not None:
                return (found,)
        return ()
