"""A coder for tests: reads claims from marks in the text, so that the later stages are tested without English.

A line such as

    {meeting m1 kind=talks status=held party=Russia;Ukraine date_start=2025-05-16 realis=actual} They met.

is one claim, whose evidence is the rest of the line ("They met."). Names take ";" for several values and "_" for a
blank. It is a coder like any other: it sees the canonical text only.
"""

import re
from dataclasses import dataclass

from pipelines.intake.report import Report
from schemas.claims import VALUE_FIELDS, Claim, ClaimValue

_LINE = re.compile(r"^\{(\w+) (\w+)((?: [\w*]+=[^ }]*)*)\} ?(.*)$", re.MULTILINE)
_CLAIM_FIELDS = ("realis", "speaker_name", "attributed_to", "is_background", "confidence")


@dataclass(frozen=True, slots=True)
class MarkedTextCoder:
    """`version` may be set, to stand for another version of one coder; `drop` leaves claims of a kind out."""

    name: str = "marked"
    version: str = "1"
    drop: str = ""

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        """Claims in the order of the text."""
        claims = []
        for number, match in enumerate(_LINE.finditer(report.text)):
            record_type, key, marks, words = match.groups()
            if record_type == self.drop:
                continue
            given = dict(mark.split("=", 1) for mark in marks.split())
            if "date_start" in given:
                given.setdefault("date_precision", "day")
            start = match.start(4)
            claims.append(
                Claim(
                    record_type=record_type,
                    local_key=key,
                    start=start,
                    end=start + len(words),
                    sentence_number=number,
                    sentence_start=start,
                    realis=given.get("realis", "actual"),
                    rule="marked",
                    confidence=float(given.get("confidence", "0.9")),
                    is_background=given.get("is_background") == "true",
                    speaker_name=_blank(given.get("speaker_name")),
                    attributed_to=_blank(given.get("attributed_to")),
                    values=tuple(_values(record_type, given)),
                )
            )
        return tuple(claims)


@dataclass(frozen=True, slots=True)
class BrittleCoder(MarkedTextCoder):
    """A coder with a fault: it breaks on texts about glass."""

    name: str = "brittle"

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        """Claims in the order of the text. IndexError for a text about glass."""
        if "glass" in report.text:
            report.text[10**9]
        return MarkedTextCoder.code(self, report, any_topic=any_topic)


def _values(record_type: str, given: dict[str, str]) -> list[ClaimValue]:
    found = []
    for name, value in given.items():
        if name in _CLAIM_FIELDS:
            continue
        several = f"{name}*" in VALUE_FIELDS[record_type]
        parts = value.split(";") if several else [value]
        coded = name in _CODED or name.startswith("provision_")
        found.extend(ClaimValue(name, part if coded else part.replace("_", " ")) for part in parts)
    return found


_CODED = ("kind", "status", "level", "conditioned", "date_precision")


def _blank(value: str | None) -> str | None:
    return value.replace("_", " ") if value else None
