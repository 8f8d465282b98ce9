"""What a replication export holds of a report's text: all of it where rights allow, else the quotes and the length.

Belongs here: taking from a text what a rebuild needs, and making from that a text of the same length, at whose spans
stand the same words as far as they may be shown. Beyond a quote, and wherever nothing is quoted, fillers stand; within
a span blanks stay, so that rules which count words come to the same end.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.resolution.unchecked import declared_at
from pipelines.validation.tableset import Row, TableSet

_GAP, _HIDDEN = "·", "x"


@dataclass(frozen=True, slots=True)
class Quoted:
    """What may be shown of the text at one span: the quote, then fillers."""

    text_sha256: str
    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one text. `text` is None where only quotes are."""

    text_sha256: str
    length: int
    text: str | None


def held_texts(tables: TableSet, texts: Mapping[str, str]) -> tuple[list[Held], list[Quoted]]:
    """What an export may hold of the texts of a release, by hash. A text is whole only if each of its sources says so.

    `texts` are as the build saw them: one with a removed name in it is not the text of that hash, and only quoted.
    """
    sharing = {row["source_id"]: row["shares_text"] for row in tables.rows("sources")}
    whole: dict[str, bool] = {}
    text_of: dict[str, str] = {}
    for row in tables.rows("reports"):
        sha256 = row["text_sha256"]
        text_of[row["report_id"]] = sha256
        whole[sha256] = whole.get(sha256, True) and sharing[row["source_id"]]
    held = [Held(h, len(texts[h]), texts[h] if whole[h] else None) for h in sorted(whole)]
    claims = [(text_of[c["report_id"]], c) for c in tables.rows("claims")]
    spans = {(sha256, c["span_start"], _shown(c, texts[sha256])) for sha256, c in claims if not whole[sha256]}
    spans |= {(h, *told) for h in sorted(whole) if not whole[h] and (told := _declared(texts[h])) is not None}
    return held, [Quoted(*span) for span in sorted(spans)]


def stand_ins(held: Iterable[Held], quoted: Iterable[Quoted]) -> dict[str, str]:
    """A text for each hash: the whole one, or one of the same length that holds the quotes and nothing else."""
    by_text: dict[str, list[Quoted]] = defaultdict(list)
    for quote in quoted:
        by_text[quote.text_sha256].append(quote)
    return {h.text_sha256: h.text if h.text is not None else _filled(h.length, by_text[h.text_sha256]) for h in held}


def _shown(claim: Row, text: str) -> str:
    words = text[claim["span_start"] : claim["span_end"]]
    rest = words[len(claim["quote"]) :]
    return claim["quote"] + "".join(c if c.isspace() else _HIDDEN for c in rest)


def _declared(text: str) -> tuple[int, str] | None:
    """The few words by which a text says that nobody checked it: a rebuild needs them as much as the quotes."""
    span = declared_at(text)
    return (span[0], text[slice(*span)]) if span is not None else None


def _filled(length: int, quoted: Iterable[Quoted]) -> str:
    characters = [_GAP] * length
    for quote in quoted:
        for place, character in enumerate(quote.words, start=quote.start):
            # where spans overlap, what one of them shows is shown
            if place < length and (characters[place] == _GAP or characters[place] == _HIDDEN):
                characters[place] = character
    return "".join(characters)
