"""What a reader makes of one input: drafts of reports, or rejections with a reason.

Belongs here: the shapes shared by the readers of this folder. Does not belong here: the report itself
(`report.py`), which is made from a draft once its date is known.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as read from bytes: raw values, nothing resolved. `part` tells the line of a JSON Lines file."""

    text: str
    media_type: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    published: str | None = None
    part: str = ""
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why an input, or a part of it, is no report. `code` stands in the list `rejection_reason`."""

    code: str
    reason: str
    part: str = ""
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Defaults:
    """Values that a user gives for files that bring none."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
