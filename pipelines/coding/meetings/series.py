"""Series: rounds told one after the other by their place and days alone ("In Cairo, from June 24 to 26, the envoys …").

Belongs here: a sentence that opens with a place and days right after one that told a round. Does not belong here:
entries of chronologies, which are paragraphs of their own (`chronologies`), lists within a sentence (`lists`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.meetings.group import DONE
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.parts import MeetingParts
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.entries import heading_of
from pipelines.coding.text.word_scan import word_set

#: Within how many tokens a sentence must have told its place and its days, and how many sentences may stand between.
_OPENING, _BETWEEN = 16, 2


@cache
def _joints() -> frozenset[str]:
    return word_set("series:joints", "syntax_word_sets")


@cache
def _bargaining() -> frozenset[str]:
    return word_set("series:bargaining", "syntax_word_sets")


@cache
def _otherwise() -> frozenset[str]:
    return word_set("chronologies:otherwise", "syntax_word_sets")


@dataclass
class SeriesMeetings(MeetingParts):
    """Reads rounds off places and days. `round_told`: the sentence and the parties of the round told last."""

    round_told: tuple[int, tuple[str, ...]] | None = field(default=None)

    def of_series(self, parsed: Parsed, known: Sequence[MeetingMention]) -> MeetingMention | None:
        """The round of a sentence that has no word for it."""
        before, s = self.round_told, parsed.sentence
        told = [m for m in known if m.status is not None]
        if told:
            round_ = next((m for m in told if m.status in DONE and m.kind != "phone_call" and m.date is not None), None)
            self.round_told = (s.number, tuple(round_.parties)) if round_ is not None else None
            return None
        if before is None or s.number - before[0] > _BETWEEN or not self._is_past(parsed):
            return None
        if heading_of(self.report, s) is not None:
            # the entry of a chronology, which tells its meeting itself
            return None
        place = next(iter(p for p in self.report.places_in(s.first, min(s.after, s.first + _OPENING)) if p.name), None)
        dates = self.report.dates_in(s.first, min(s.after, s.first + _OPENING))
        date = next((d for d in dates if d.mention.role in ("at", "from")), None)
        if place is None or date is None or date.mention.interval.precision not in ("day", "range"):
            return None
        end = max(place.after, date.after)
        covered = {*range(place.first, place.after), *range(date.first, date.after)}
        if any(k not in covered and self.report.tokens[k].low not in _joints() for k in range(s.first, end)):
            return None
        interval = date.mention.interval
        over = interval.end is not None and interval.end <= self.report.published
        if not over or (parsed.words & _otherwise()) - _bargaining():
            return None
        if interval.precision != "range" and not self._is_of_round(parsed, end):
            return None
        mention = MeetingMention(
            s.first, end, date.first, s.number, "entry", "talks", "held", "actual", parties=list(before[1]),
            place=place, date=date, strength="elliptic", fresh=True, named_parties=len(before[1]) >= 2,
        )  # fmt: skip
        self.round_told = (s.number, before[1])
        return mention

    def _is_past(self, parsed: Parsed) -> bool:
        verbs = [c.verb for c in parsed.clauses if not c.mark and c.verb is not None]
        return not parsed.sentence.is_question and all((v.tense == "past" or v.perfect) and not v.modal for v in verbs)

    def _is_of_round(self, parsed: Parsed, after: int) -> bool:
        """Whether what follows is of a table: those who sat at it, or what they agreed on or wrangled over."""
        if parsed.words & _bargaining():
            return True
        people: list[Mention] = [m for m in parsed.mentions if m.first >= after]
        return any(m.noun in ("collective", "delegation") or len(m.actors) >= 2 for m in people)
