"""Sentences with the records that they must and must not give: reading them, coding them, comparing.

Belongs here: the YAML files of `sentences/`, one class of language a file, and what agrees with what. Does not belong
here: what a sentence means (the files), nor the shares that must pass (`sentences/floors.tsv`).

`python -m tests.coding.sentence_cases [CLASS …]` prints pass rates and, for the classes named, the failures.

A case has `id`, `published`, `text`, and what it demands:

expect   records, each `{meeting: {…}}`, `{agreement: {…}}` or `{condition: {…}}`, with the fields that the sentence
         tests. A table with an expected record may hold no further one, unless it stands in `more`.
without  tables that must stay empty (`none: true` for all three); `absent`: records that must not be there

`dateline` and `context` come before the text, as in a report. Fields not named are not compared. Names may offer
alternatives: "BRLF|Blue River Liberation Front". Lists of names are sets; `provisions` are the least there must be;
`has` are words of a demand. Dates are written as `parley code` writes them, null meaning that there must be none.
"""

import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipelines.evaluation.names import person_key, place_key
from pipelines.intake.report import Report
from pipelines.reference.actors import actor_id_for
from pipelines.reference.tsv import read_table

Records = dict[str, list[dict[str, Any]]]

FOLDER = Path(__file__).with_name("sentences")
TABLES = {"meeting": "meetings", "agreement": "agreements", "condition": "conditions"}
#: Only these are coded behind the gate that asks what a report is about.
GATED = frozenset(("hard_negatives", "licences", "other_fields", "other_topics"))

ACTORS, PERSONS = ("parties", "mediators", "hosts"), ("persons",)
NAMED = ("holder", "addressee")
DATES = {"date": {"meeting": "date_start", "agreement": "date"}, "end": {"meeting": "date_end"}}


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence. `expect` and `absent`: (record type, tested fields)."""

    case_id: str
    kind: str
    published: date
    body: str
    any_topic: bool
    hard: bool
    expect: tuple[tuple[str, dict[str, Any]], ...]
    empty: frozenset[str]
    more: frozenset[str]
    absent: tuple[tuple[str, dict[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sentence gave, and what is wrong with it (nothing, if it passed)."""

    case: Case
    records: Records
    faults: tuple[str, ...]


def classes() -> list[str]:
    """Names of the classes of language, one a file."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def raw_cases(kind: str) -> list[dict[str, Any]]:
    """The file as it stands."""
    loaded = yaml.safe_load((FOLDER / f"{kind}.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, list), f"{kind}.yaml is no list"
    return loaded


@cache
def cases(kind: str) -> tuple[Case, ...]:
    """The cases of a class, in the order of the file."""
    return tuple(case_of(kind, raw) for raw in raw_cases(kind))


def case_of(kind: str, raw: Mapping[str, Any]) -> Case:
    """One entry of a file as a case of that class."""
    empty = TABLES if raw.get("none") else raw.get("without", ())
    return Case(
        case_id=raw["id"],
        kind=kind,
        published=raw["published"],
        body=" ".join(part.strip() for part in (raw.get(k) for k in ("dateline", "context", "text")) if part),
        any_topic=raw.get("any_topic", kind not in GATED),
        hard=raw.get("hard", False),
        expect=tuple(_pairs(raw.get("expect", ()))),
        empty=frozenset(empty),
        more=frozenset(raw.get("more", ())),
        absent=tuple(_pairs(raw.get("absent", ()))),
    )


def _pairs(records: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for record in records:
        for record_type, fields in record.items():
            yield record_type, dict(fields or {})


def report_of(case: Case) -> Report:
    """The sentence as a report of its day."""
    return Report(
        report_id=f"r-{case.case_id}",
        url=f"https://wire.example.org/{case.case_id}",
        outlet="Wire",
        title=None,
        language="en",
        published_on=case.published,
        published_at=None,
        published_offset=None,
        text=case.body,
        text_sha256=hashlib.sha256(case.body.encode("utf-8")).hexdigest(),
        media_type="text/plain",
    )


def run(case: Case, coder: Any) -> Outcome:
    """Code the sentence and compare."""
    from pipelines.tables.report_records import report_records  # needs the coder, which reading the files does not

    report = report_of(case)
    records = report_records(report, coder.code(report, any_topic=case.any_topic))
    return Outcome(case, records, tuple(faults(case, records)))


def faults(case: Case, records: Records) -> Iterator[str]:
    """What the records lack or have too much, in words."""
    for record_type, table in TABLES.items():
        found = records[table]
        wanted = [fields for kind, fields in case.expect if kind == record_type]
        if record_type in case.empty and found:
            yield f"{table}: {len(found)} where none may be"
        if not wanted:
            continue
        if missing := _unmatched(record_type, wanted, found):
            for fields in missing:
                yield f"no {record_type} {_shown(fields)}{_nearest(record_type, fields, found)}"
        elif len(found) > len(wanted) and record_type not in case.more:
            yield f"{table}: {len(found)} records, {len(wanted)} expected"
    for record_type, fields in case.absent:
        if any(not differences(record_type, fields, record) for record in records[TABLES[record_type]]):
            yield f"there may be no {record_type} {_shown(fields)}"


def _unmatched(record_type: str, wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The expected records left over when as many as possible have found one of their own."""
    fits = [[j for j, r in enumerate(found) if not differences(record_type, w, r)] for w in wanted]
    taken: dict[int, int] = {}

    def settle(i: int, seen: set[int]) -> bool:
        for j in fits[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or settle(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    return [w for i, w in enumerate(wanted) if not settle(i, set())]


def _nearest(record_type: str, fields: dict[str, Any], found: list[dict[str, Any]]) -> str:
    if not found:
        return ": no record at all"
    return "; nearest differs in " + ", ".join(min((differences(record_type, fields, r) for r in found), key=len))


def differences(record_type: str, fields: Mapping[str, Any], record: Mapping[str, Any]) -> list[str]:
    """The tested fields in which the record does not agree, with what it has."""
    return [
        f"{name} ({_value(record_type, name, record)!r})"
        for name, wanted in fields.items()
        if not _agrees(record_type, name, wanted, record)
    ]


def _value(record_type: str, name: str, record: Mapping[str, Any]) -> Any:
    if name in DATES:
        return record[DATES[name][record_type]]
    if name == "conditioned_type":
        before, mark, _ = (record["conditioned"] or "").partition(":")
        return before if mark and before in TABLES else "other"
    return record["demand" if name == "has" else name]


def _agrees(record_type: str, name: str, wanted: Any, record: Mapping[str, Any]) -> bool:
    value = _value(record_type, name, record)
    if name in ACTORS or name in PERSONS:
        return _same_set(wanted, value, actor_id_for if name in ACTORS else person_key)
    if name == "provisions":
        return _holds(wanted, value)
    if name == "has":
        return all(word.casefold() in (value or "").casefold() for word in wanted)
    if wanted is None or value is None:
        return wanted is value
    if name in NAMED:
        return any(actor_id_for(w) == actor_id_for(value) for w in wanted.split("|"))
    if name == "speaker":
        return person_key(value) == person_key(wanted)
    if name == "place":
        return place_key(value) == place_key(wanted)
    return str(value) in str(wanted).split("|")


def _same_set(wanted: Sequence[str], value: Sequence[str], key: Any) -> bool:
    left = [key(name) for name in value]
    for name in wanted:
        hit = next((k for k in (key(w) for w in name.split("|")) if k in left), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def _holds(wanted: Sequence[Mapping[str, Any]], value: Sequence[Mapping[str, Any]]) -> bool:
    left = list(value)
    for provision in wanted:
        hit = next((p for p in left if all(p[k] == v for k, v in provision.items())), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def _shown(fields: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{k}: {v}" for k, v in fields.items()) + "}"


def described(outcome: Outcome) -> str:
    """A failure in full: the sentence, the faults, the records."""
    case = outcome.case
    lines = [f"{case.case_id} ({case.published}){' HARD' if case.hard else ''}", f"  {case.body}"]
    lines += [f"  - {fault}" for fault in outcome.faults]
    for record_type, table in TABLES.items():
        for record in outcome.records[table]:
            shown = {k: v for k, v in record.items() if k not in ("key", "span") and v not in (None, [])}
            lines.append(f"  {record_type} {_shown(shown)}")
    return "\n".join(lines)


def floors() -> dict[str, float]:
    """Least share of a class that must pass."""
    rows = read_table(FOLDER / "floors.tsv", ("class", "minimum"), key=("class",))
    return {row.cells["class"]: float(row.cells["minimum"]) for row in rows}


def share(outcomes: Sequence[Outcome]) -> float:
    """The part that passed."""
    return sum(not o.faults for o in outcomes) / len(outcomes)


def main(chosen: Sequence[str]) -> None:
    """Print pass rates; for the classes named (or ids of cases), the failures too."""
    from pipelines.coding.coder import RuleCoder

    coder = RuleCoder()
    everything: list[Outcome] = []
    for kind in classes():
        outcomes = [run(case, coder) for case in cases(kind)]
        everything += outcomes
        for outcome in outcomes:
            named = outcome.case.case_id in chosen
            if named or (outcome.faults and (kind in chosen or "all" in chosen)):
                print(described(outcome), end="\n\n")
    for kind in classes():
        own = [o for o in everything if o.case.kind == kind]
        print(f"{kind:28} {share(own):6.1%}  {sum(not o.faults for o in own):3} of {len(own)}")
    hard = [o for o in everything if o.case.hard]
    print(f"{'(hard)':28} {share(hard):6.1%}  {sum(not o.faults for o in hard):3} of {len(hard)}")
    print(f"{'(all)':28} {share(everything):6.1%}  {sum(not o.faults for o in everything):3} of {len(everything)}")


if __name__ == "__main__":
    main(sys.argv[1:])
