"""Condition frames: the terms of one sentence, each found once.

Belongs here: the order in which the readers are asked, and which of two readings of the same words stands.
Does not belong here: how a term is read (`joints`, `pairs`, `asks`,
`exclusions`, `nouns`, `fates`, `echoes`), to which meeting or agreement it belongs (`claims`).

A term needs somebody who sets it: the subject of what is held up, the one who demands, or who speaks for them. An
"if" of the report itself, a threat and an exhortation are none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.conditions.appositions import AppositionReader
from pipelines.coding.conditions.asks import AskReader
from pipelines.coding.conditions.bargains import BargainReader
from pipelines.coding.conditions.echoes import EchoReader
from pipelines.coding.conditions.exclusions import ExclusionReader
from pipelines.coding.conditions.fates import FateReader
from pipelines.coding.conditions.fronted import FrontedReader
from pipelines.coding.conditions.idle import is_idle
from pipelines.coding.conditions.joints import JointReader
from pipelines.coding.conditions.lines import LineReader
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.nouns import NounReader
from pipelines.coding.conditions.ordinals import OrdinalReader
from pipelines.coding.conditions.pairs import PairReader
from pipelines.coding.conditions.plain_steps import PlainStepReader
from pipelines.coding.conditions.recollections import RecollectionReader
from pipelines.coding.conditions.replies import Reply, ReplyReader
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.short_terms import ShortTermReader
from pipelines.coding.conditions.status import TermStatus
from pipelines.coding.conditions.values import TermValues
from pipelines.coding.conditions.waits import WaitReader
from pipelines.coding.report.actor_kinds import kind_of
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

#: In the order in which they are asked: of two readings of the same words the first stands.
_READERS = (
    FateReader,
    EchoReader,
    RecollectionReader,
    NounReader,
    PairReader,
    BargainReader,
    JointReader,
    PlainStepReader,
    ShortTermReader,
    LineReader,
    AskReader,
    FrontedReader,
    WaitReader,
    ExclusionReader,
)
#: More tokens than any sentence of prose has: a list or a table, in which readers would only lose their time.
_LONGEST = 250


class _TermReader(Protocol):
    """Reads one form of terms in the sentences of a report."""

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]: ...


@dataclass(slots=True)
class ConditionReader:
    """Reads the conditions of one report."""

    report: ParsedReport
    focus: Focus
    _setters: Setters = field(init=False)
    _readers: tuple[_TermReader, ...] = field(init=False)
    _values: TermValues = field(init=False)
    _status: TermStatus = field(init=False)
    _apposed: AppositionReader = field(init=False)

    def __post_init__(self) -> None:
        self._setters = Setters(self.report, self.focus)
        self._readers = tuple(reader(self.report, self._setters) for reader in _READERS)
        self._apposed = AppositionReader(self.report, self._setters)
        self._values, self._status = TermValues(self.report, self.focus), TermStatus(self.report, self._setters)

    def read(self, parsed: Parsed) -> list[ConditionMention]:
        """Conditions of one sentence, in order."""
        if parsed.sentence.is_question or parsed.sentence.after - parsed.sentence.first > _LONGEST:
            return []
        found: list[ConditionMention] = []
        for reader in self._readers:
            for mention in reader.read(parsed):
                if not any(t.kind == "word" for t in self.report.tokens[slice(*mention.demand)]):
                    continue
                if self._is_stranded(parsed, mention) or is_idle(parsed, self.report.tokens, mention):
                    continue
                if self._is_outsider(mention) or not self._is_known(mention) or any(_meet(m, mention) for m in found):
                    continue
                self._apposed.fill(parsed, mention)
                self._values.fill(parsed, mention)
                self._status.fill(parsed, mention)
                found.append(mention)
        return sorted(found, key=lambda m: m.anchor)

    def _is_stranded(self, parsed: Parsed, mention: ConditionMention) -> bool:
        """Whether what was asked for stands before "which": "which they had asked for from the first hour"."""
        relative = parsed.clause_at(mention.anchor).opener == "which" and mention.rule == "condition_verb"
        first = self.report.tokens[mention.demand[0]].low
        return (
            relative and mention.demand[0] > mention.anchor and first in word_set("echo:behind", "condition_word_sets")
        )

    def settle(self, mentions: Sequence[ConditionMention]) -> None:
        """Tell what became of terms that later sentences count off ("the first of these was dropped")."""
        OrdinalReader(self.report, self._setters).settle(mentions)

    def replies(self, mentions: Sequence[ConditionMention]) -> list[Reply]:
        """Replies of all sentences that tell none of these terms."""
        asked = [m for m in mentions if m.kind != "red_line"]
        told = {k for m in asked for span in (m.demand, m.object) if span is not None for k in range(*span)}
        reader = ReplyReader(self.report, self.focus, self._setters, told | {m.anchor for m in asked})
        return [
            reply
            for parsed in self.report.parsed.values()
            for reply in reader.read(parsed)
            if not self.report.is_taken_back(reply.anchor)
        ]

    def _is_known(self, mention: ConditionMention) -> bool:
        """Whether the report names the holder, or means it by "the government" or "the army"."""
        source = mention.source
        return mention.holder in self.focus.counts or (source is not None and source.noun in ("government", "military"))

    def _is_outsider(self, mention: ConditionMention) -> bool:
        """Whether an organisation is only meant by "it": what starts once something is signed is no term of its own."""
        source = mention.source
        pronoun = source is not None and source.noun == "pronoun"
        return pronoun and kind_of(mention.holder or "") == "organisation"


def _meet(one: ConditionMention, two: ConditionMention) -> bool:
    """Whether two readings share words."""
    return one.first < two.after and two.first < one.after
