"""Sources: media, agencies and other publishers, as outlets, bylines and attributions name them.

Belongs here: reading `sources.tsv` and looking sources up by id, by name and by web address.
Does not belong here: which report came from which source (`pipelines.intake`), cutting quotes (`pipelines.tables`).

The table is read at the first call and kept; importing this module reads nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from urllib.parse import urlsplit

from pipelines.reference import spelling
from pipelines.reference.tsv import FOLDER, read_table

SOURCE_COLUMNS = (
    "source_id", "name", "kind", "aliases", "domain", "reliability", "quote_cap_words", "rights",
    "shares_text",
)  # fmt: skip
SOURCE_KINDS = ("agency", "newspaper", "broadcaster", "government", "organisation", "aggregator")
RELIABILITIES = ("high", "medium", "low")

#: Longest quote, in words, of a source that is not listed.
DEFAULT_QUOTE_CAP_WORDS = 25


@dataclass(frozen=True, slots=True)
class Source:
    """One row of `sources.tsv`. Empty cells are None."""

    source_id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    domain: str | None
    reliability: str
    quote_cap_words: int
    rights: str | None
    shares_text: bool


@cache
def sources() -> Mapping[str, Source]:
    """All sources by id, in the order of the table. ValueError for a row that is wrong."""
    table: dict[str, Source] = {}
    for row in read_table(FOLDER / "sources.tsv", SOURCE_COLUMNS, key=("source_id",)):
        cells = row.cells
        if cells["kind"] not in SOURCE_KINDS:
            raise row.wrong(f"no kind of source: {cells['kind']!r}")
        if cells["reliability"] not in RELIABILITIES:
            raise row.wrong(f"no reliability: {cells['reliability']!r}")
        if not cells["quote_cap_words"].isdigit():
            raise row.wrong(f"quote_cap_words is no number: {cells['quote_cap_words']!r}")
        if cells["shares_text"] not in ("", "yes"):
            raise row.wrong(f"shares_text is neither yes nor empty: {cells['shares_text']!r}")
        table[cells["source_id"]] = Source(
            source_id=cells["source_id"],
            name=cells["name"],
            kind=cells["kind"],
            aliases=row.names("aliases"),
            domain=cells["domain"] or None,
            reliability=cells["reliability"],
            quote_cap_words=int(cells["quote_cap_words"]),
            rights=cells["rights"] or None,
            shares_text=cells["shares_text"] == "yes",
        )
    return MappingProxyType(table)


@cache
def _by_key() -> dict[str, Source]:
    found: dict[str, Source] = {}
    for entry in sources().values():
        for name in (entry.name, *entry.aliases):
            found.setdefault(spelling.key(name), entry)
    return found


@cache
def _by_domain() -> dict[str, Source]:
    return {entry.domain: entry for entry in sources().values() if entry.domain}


def source(source_id: str) -> Source:
    """The source of that id. KeyError for one that is not listed."""
    return sources()[source_id]


def source_called(name: str) -> Source | None:
    """The source of that name or alias, None where none is listed."""
    return _by_key().get(spelling.key(name))


def source_at(url: str) -> Source | None:
    """The source whose domain a web address lies under, None where none is listed."""
    labels = (urlsplit(url).hostname or "").split(".")
    hosts = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((found for host in hosts if (found := _by_domain().get(host))), None)


def source_id_for(outlet: str) -> str:
    """The id of the source of that name; a slug of the name where none is listed.

    ValueError for a name without a letter or digit.
    """
    known = source_called(outlet)
    return known.source_id if known else spelling.slug(outlet)


def quote_cap_words(source_id: str) -> int:
    """Longest quote, in words, that a release may carry from a source, listed or not."""
    known = sources().get(source_id)
    return known.quote_cap_words if known else DEFAULT_QUOTE_CAP_WORDS
