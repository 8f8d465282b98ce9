"""What is true of a release as a whole: its name, when and from what it was made, and how its owner publishes it.

Belongs here: the two frozen dataclasses. Every file of a release follows from them and from its tables, so that a
release can be made again to the same bytes. Does not belong here: where they come from (`promotion.py`,
`publication.py`), or how they are written (`manifest.py` and the files named in `package.py`).
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """How the owner of a home wants releases to be cited and licensed. `licence` is an SPDX identifier."""

    title: str = "Peace processes in reports: meetings, agreements and conditions"
    authors: tuple[str, ...] = ("The Parley maintainers",)
    licence: str = "CC-BY-4.0"
    licence_url: str = "https://creativecommons.org/licenses/by/4.0/"
    url: str | None = None
    doi: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One release, or one build as of a position or day.

    `version` is YY.N, or "as of …"; `made_at` is in UTC; `position`, `day` and `head_hash` are the selection of the
    ledger and the hash of its last event; `since` is the release that `changes` compares with, None for the first.
    """

    version: str
    made_at: datetime
    position: int
    day: str | None
    head_hash: str
    coder: str
    coder_version: str
    python: str
    since: str | None
    publication: Publication
