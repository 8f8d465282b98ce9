"""Round-ups: an article that goes from one process to the next is coded section by section.

Belongs here: where such an article is cut. Does not belong here: how the claims of its sections become one report's
(`long_texts`).

A section opens with a country, region or actor in capitals ("SYRIA. Paris is off.") or stands under its name. A
chronicle of one process that is told from several cities is not cut, nor is one whose sections name the same two sides.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pipelines.coding.names.gazetteer import find_hits
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import parse_report
from pipelines.coding.report.roles import find_roles, mediating, third_parties
from pipelines.coding.text.tokens import tokenize

_LABEL = re.compile(r"^\W{0,3}([A-Z][A-Z'’ -]{2,40})\. (?=\S)", re.MULTILINE)
_HEADING = re.compile(r"^\W{0,4}([A-Z][\w'’-]+(?: [\w'’-]+){0,3})\W{0,4}$", re.MULTILINE)
#: So many labels make a round-up, and so many of them name who or where.
_FEWEST, _NAMED, _PAIR = 3, 2, 2


def sections(text: str, published: date) -> Iterator[tuple[int, str]]:
    """Offset and text of each section of a round-up; the whole of any other text."""
    starts = _starts(text, published)
    yield from ((start, text[start:after]) for start, after in zip(starts, [*starts[1:], len(text)], strict=True))


def _starts(text: str, published: date) -> list[int]:
    headings = [m for m in _HEADING.finditer(text) if _is_scene(m[1], published)]
    labels = sorted((*_LABEL.finditer(text), *headings), key=lambda m: m.start())
    if len(labels) < _FEWEST or sum(_is_scene(m[1], published) for m in labels) < _NAMED:
        return [0]
    starts = [m.start() for m in labels]
    cast = [_cast(text[a:b], published) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [0, *(s for s in starts if s)] if _are_apart(cast) else [0]


def _is_scene(label: str, published: date) -> bool:
    """Whether a label names a conflict by its country, region or side, not the city that a paragraph comes from."""
    hits = find_hits(tokenize(label.title() if label.isupper() else label), published)
    whole = sum(hit.after - hit.first for hit in hits) + len(hits) > len(tokenize(label))
    return whole and not any(p.kind == "city" for hit in hits for p in hit.places)


def _cast(section: str, published: date) -> tuple[frozenset[str], frozenset[str]]:
    """The two sides of a section, and everybody that it names."""
    report = parse_report(section, published)
    roles = find_roles(report)
    focus = Focus(report, third_parties(roles), mediating(roles))
    return frozenset(focus.pair), frozenset((*focus.pair, *focus.counts))


def _are_apart(cast: Sequence[tuple[frozenset[str], frozenset[str]]]) -> bool:
    """Whether several sections have sides of their own, whom no other section names together."""
    told = [n for n, (pair, _) in enumerate(cast) if len(pair) == _PAIR]
    mixed = any(cast[n][0] <= named for n in told for k, (_, named) in enumerate(cast) if k != n)
    return len(told) >= _PAIR and not mixed
