"""Units by their words, so that a copy of a text follows its original.

Belongs here: finding what says the same in a report that carries the same text. Does not belong here: when two texts
are one (`origins.py`), and what becomes of a copy (`fold.py`).
"""

from dataclasses import dataclass, field

from pipelines.intake.sketch import Marks, marks_of
from pipelines.ledger.selection import SelectedReport
from pipelines.resolution.origins import may_be_copies, same_text
from pipelines.resolution.record import Record
from pipelines.resolution.units import Unit, Wording

#: units with the same words whose texts are compared: copies come within days, set phrases come for years
LOOKED_AT = 8
#: a unit, and the record that it went to
Said = tuple[Unit, Record]


@dataclass(slots=True)
class Wordings:
    """Units by their words, each with the record it went to. All units of a report ask for the same few others."""

    _by_text: dict[str, dict[Wording, Said]] = field(default_factory=dict)
    _by_words: dict[Wording, list[Said]] = field(default_factory=dict)
    _asking: SelectedReport | None = None
    _marks: Marks | None = None
    _of_text: dict[Wording, Said] = field(default_factory=dict)
    _answers: dict[str, bool] = field(default_factory=dict)

    def note(self, unit: Unit, record: Record) -> None:
        """Keep a unit with its record; of those with the same words, the last few."""
        said = (unit, record)
        of_text = self._by_text.setdefault(unit.claims[0].report.report.text_sha256, {})
        for words in unit.wordings:
            of_text.setdefault(words, said)
            if words in self._by_words:
                last = self._by_words[words]
                last.append(said)
                if len(last) > LOOKED_AT:
                    del last[0]
            else:
                self._by_words[words] = [said]

    def original(self, unit: Unit) -> Said | None:
        """The unit that says the same in a copy of this report, and its record: one text speaks of one thing."""
        report = unit.claims[0].report
        if report is not self._asking:
            self._ask(report)
        for words in unit.wordings:
            if words in self._of_text:
                other, record = self._of_text[words]
                return other, record.now
            for other, record in self._by_words.get(words, ()):
                answer = self._answers.get(other.report_id)
                if answer is None:
                    answer = self._answers[other.report_id] = self._is_one(report, other.claims[0].report)
                if answer:
                    return other, record.now
        return None

    def _ask(self, report: SelectedReport) -> None:
        self._asking, self._marks, self._answers = report, None, {}
        self._of_text = self._by_text.get(report.report.text_sha256, {})

    def _is_one(self, report: SelectedReport, other: SelectedReport) -> bool:
        if self._marks is None:
            self._marks = marks_of(report.text_sketch)
        return may_be_copies(self._marks, marks_of(other.text_sketch)) and same_text(report, other)
