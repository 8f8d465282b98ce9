"""Sites for tests: a small home with disagreement, corrections and two releases; synthetic ones; hostile ones.

Belongs here: making them, and reading a page as a browser would: elements, attributes, text, links.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

from pipelines.dossiers.site import site_files
from pipelines.release.facts import Facts, Publication
from pipelines.validation.tableset import TableSet
from tests.scenario import Scenario, agreement, condition, meeting

FACTS = Facts("26.1", datetime(2026, 6, 1, tzinfo=UTC), 9, None, "", "rules", "1", "3.11", None, Publication())
_INLINE = {"a", "bdi", "span", "mark", "time", "code", "strong", "del", "ins", "cite", "em", "abbr", "use"}
_VOID = {"meta", "link", "input", "br", "hr", "img", "base", "wbr"}


def talks(root: Path) -> Scenario:
    """A home in which talks were planned, moved, held and disputed, with a truce and two conditions."""
    s = Scenario(root)
    s.report(
        "a", "2025-03-01",
        meeting("m1", "scheduled", "Talks on March 5 in Doha.", date_start="2025-03-05", place="Doha"),
        condition("c1", "stated", "Sudan wants troops to leave first.", conditioned="meeting:m1"),
    )  # fmt: skip
    s.report(
        "b", "2025-03-06",
        meeting("m1", "held", "They met in Doha on March 5.", date_start="2025-03-05", place="Doha", mediator="Qatar"),
        agreement("a1", "agreed", "A truce of 30 days was agreed.", date_start="2025-03-05", meeting="m1",
                  provision_kind="ceasefire", provision_quantity="30", provision_unit="days",
                  provision_basis="up_to", provision_obligor="", provision_deadline="", provision_text="truce"),
    )  # fmt: skip
    s.report(
        "c", "2025-03-07",
        meeting("m1", "held", "The sides met in Cairo on March 5.", date_start="2025-03-05", place="Cairo"),
        condition("c1", "met", "The troops have left.", conditioned="meeting:m1"),
    )  # fmt: skip
    s.report("d", "2025-03-08", meeting("m1", "held", "Sudan and Chad met in Doha.", date_start="2025-03-05",
                                        place="Doha"))  # fmt: skip
    return s


def pages_of(tables: TableSet, facts: Facts = FACTS) -> dict[str, str]:
    """Every file of a site, by path."""
    return {name: content.decode("utf-8") for name, content in site_files(tables, facts)}


def write(files: dict[str, str], folder: Path) -> Path:
    """Write a site to a disk."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode("utf-8"))
    return folder


@dataclass(slots=True)
class Element:
    """One element with its attributes, and all text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()


@dataclass(slots=True)
class Page(HTMLParser):
    """A page, read by the standard library's parser."""

    source: str
    elements: list[Element] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _INLINE:
            self.handle_data(" ")
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, class_name: str | None = None) -> list[Element]:
        return [e for e in self.elements if e.tag == tag and (class_name is None or e.has_class(class_name))]

    @property
    def text(self) -> str:
        """What a reader sees, on one line."""
        return " ".join(self.all("main")[0].text.split())

    @property
    def links(self) -> list[str]:
        return [e.attributes["href"] for e in self.all("a") if "href" in e.attributes]

    @property
    def ids(self) -> set[str]:
        return {e.attributes["id"] for e in self.elements if "id" in e.attributes}
