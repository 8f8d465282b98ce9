"""JSON Lines: one report a line, with url, outlet, published, language, title and text.

Belongs here: reading lines, each on its own: a bad line is rejected and the rest goes on.
"""

import json
from collections.abc import Iterator
from typing import Any

from pipelines.intake.draft import Draft, Rejection

#: a file whose first line was damaged is JSON Lines all the same
LINES_LOOKED_AT = 20
_FIELDS = ("url", "outlet", "title", "language", "published")


def looks_like_json(text: str) -> bool:
    """Whether a file is meant as JSON.

    Its first sign is a brace or a bracket before a quote, or one of its first lines is a report.
    """
    start = text[:4096].lstrip()
    if (start[:1] == "{" and start[1:].lstrip()[:1] in ('"', "}")) or (
        start[:1] == "[" and start[1:].lstrip()[:1] in ("{", "]")
    ):
        return True
    for line in text.split("\n", LINES_LOOKED_AT)[:LINES_LOOKED_AT]:
        value = _object(line) if line.startswith("{") else None
        if isinstance(value, dict) and isinstance(value.get("text"), str):
            return True
    return False


def read_jsonl(text: str) -> Iterator[Draft | Rejection]:
    """One draft or rejection a line, in order; `part` is the line's number, from 1.

    A file that is one object, or one list of objects, over several lines is taken too: `part` counts the objects.
    """
    whole = _object(text)
    if isinstance(whole, list) or (isinstance(whole, dict) and "\n" in text.strip()):
        for number, value in enumerate(whole if isinstance(whole, list) else [whole], start=1):
            yield _draft(value, json.dumps(value, ensure_ascii=True), str(number))
        if whole == []:
            yield Rejection("empty_text", "the list holds no report")
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _draft(_object(line), line, str(number))


def _object(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _draft(value: Any, raw: str, part: str) -> Draft | Rejection:
    data = raw.encode("utf-8", "surrogatepass")
    if not isinstance(value, dict):
        return Rejection("bad_json", f"line {part} is no JSON object; each line must hold one report", part, data)
    text = value.get("text")
    if not isinstance(text, str):
        return Rejection("bad_json", f'line {part} has no "text"', part, data)
    fields: dict[str, str | None] = {}
    for name in _FIELDS:
        field = value.get(name)
        if field is not None and not isinstance(field, str):
            return Rejection("bad_json", f'"{name}" on line {part} is no string', part, data)
        fields[name] = field.strip() or None if field else None
    return Draft(text, "application/jsonl", part=part, raw=data, **fields)
