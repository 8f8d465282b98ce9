"""The frame of a release: what every page says of the release that it stands in, and no page holds itself.

Belongs here: its words, and the script that hands them to the pages. Pages that are made for every release (start,
changes, how to read) hold the words as text; all others get them from the script, so that a page that nothing touches
has the same bytes in every release. Without scripts they lead to the start page.
"""

from dataclasses import dataclass
from datetime import date

from pipelines.dossiers.plain_text import neutral
from pipelines.dossiers.script_text import literal
from pipelines.dossiers.words import day_words
from pipelines.release.citation import citation_line
from pipelines.release.facts import Facts


@dataclass(frozen=True, slots=True)
class Frame:
    """The words: `line` heads a page, `made` ends it, `citation` is how the whole release is cited."""

    version: str
    line: str
    made: str
    citation: str


def frame_of(facts: Facts, known_until: date | None) -> Frame:
    """The frame of a release whose newest report is of a day, None without any."""
    version = neutral(facts.version)
    until = f", as reported until {day_words(known_until)}" if known_until else ""
    return Frame(version, f"Release {version}", f"Parley, release {version}{until}", neutral(citation_line(facts)))


def frame_script(frame: Frame) -> str:
    """The script, one literal; a name in it is that of the places (`data-release`) that it fills."""
    words = {"line": frame.line, "made": frame.made, "citation": frame.citation}
    return f"window.parleyRelease={literal(words)};\n"
