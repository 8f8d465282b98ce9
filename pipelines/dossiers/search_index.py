"""The index that the start page searches: a script that holds one short line a record.

Belongs here: what can be found. It is loaded when somebody begins to search.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.dossiers.plain_text import clipped, file_stem
from pipelines.dossiers.reading import Record, Release
from pipelines.dossiers.script_text import literal
from pipelines.dossiers.words import when, where
from schemas.catalogue import CORE_TABLE_OF
from schemas.codes import codes

_LONGEST = 100


def search_index(release: Release) -> str:
    """The script. A record is [name of its page, type, process, status, title, when, where and persons]."""
    types = list(CORE_TABLE_OF)
    processes = sorted({r.row["process_id"] for r in release.records.values()})
    place = {p: n for n, p in enumerate(processes)}
    statuses = sorted({s for t in types for s in codes(f"{t}_status")})
    rows = [
        [
            file_stem(r.id),
            types.index(r.type),
            place[r.row["process_id"]],
            statuses.index(r.status),
            clipped(r.title, _LONGEST),
            *_more(r),
        ]
        for r in sorted(release.records.values(), key=lambda r: r.id)
    ]
    names = [[file_stem(p), clipped(release.processes[p]["name"], _LONGEST)] for p in processes]
    index: Mapping[str, Sequence[Any]] = {"types": types, "statuses": statuses, "processes": names, "records": rows}
    return f"window.parleyIndex={literal(index)};\n"


def _more(record: Record) -> list[str]:
    if record.type == "condition":
        return ["", clipped(record.row["speaker_name"] or "", 60)]
    persons = record.row.get("person_names") or ""
    return [when(record.row), clipped(" ".join(part for part in (where(record.row), persons) if part), 80)]
