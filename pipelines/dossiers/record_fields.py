"""The values of a row, each with the sentence it stands on, what other reports say, and how it was chosen.

Belongs here: which columns make one line of a page, and sorting claims into for and against. A line that tells of
several columns (first day, last day, precision) stands on the claims of the first.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.corrections.lines import COLUMNS as CSV_COLUMNS
from pipelines.dossiers.known_on import Known, Replay
from pipelines.dossiers.plain_text import clipped
from pipelines.dossiers.policies_told import told_policy
from pipelines.dossiers.reading import Release
from pipelines.dossiers.statement import Part, Statement, value_spans
from pipelines.dossiers.words import day_words, figure_words, interval_words, value_words
from pipelines.validation.cells import cell_text, members, parse_cell
from pipelines.validation.tableset import Row
from schemas.catalogue import TABLES

_LONGEST_VALUE = 1200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its name, its columns (the first leads), and a row's words for them."""

    name: str
    columns: tuple[str, ...]
    words: Callable[[Row], str] | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement for or against a value, with the value's words marked; `found` where any could be."""

    statement: Statement
    parts: tuple[Part, ...]
    found: bool


@dataclass(frozen=True, slots=True)
class Against:
    """A value that other claims have, the first of them quoted, and the numbers of the others."""

    words: str
    quoted: Quoted
    more: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A correction that set or confirmed a value."""

    correction_id: str
    author: str
    reason: str
    day: str


@dataclass(frozen=True, slots=True)
class Field:
    """One line as a page shows it. `known` are its words from day to day, the last being the row's."""

    name: str
    column: str
    words: str
    known: tuple[Known, ...]
    quoted: Quoted | None
    more: tuple[int, ...]
    against: tuple[Against, ...]
    policy: str
    decisions: tuple[Decision, ...]


def _date_words(first: str) -> Callable[[Row], str]:
    def words(row: Row) -> str:
        return interval_words(row[first], row.get("date_end"), row["date_precision"]) if row[first] else ""

    return words


def _place_words(row: Row) -> str:
    return ", ".join(part for part in (row["place_name"], row["country_code"]) if part)


LINES: Mapping[str, tuple[Line, ...]] = {
    "meetings": (
        Line("Status", ("status",)),
        Line("Date", ("date_start", "date_end", "date_precision", "date_text"), _date_words("date_start")),
        Line("Place", ("place_name", "country_code"), _place_words),
        Line("Parties", ("party_names",)),
        Line("Mediators", ("mediator_names",)),
        Line("Hosts", ("host_names",)),
        Line("Persons", ("person_names",)),
        Line("Kind", ("kind",)),
        Line("Round", ("round_number",)),
        Line("Level", ("level",)),
        Line("Outcome", ("outcome",)),
    ),
    "agreements": (
        Line("Status", ("status",)),
        Line("Date", ("date", "date_precision", "date_text"), _date_words("date")),
        Line("Place", ("place_name", "country_code"), _place_words),
        Line("Parties", ("party_names",)),
        Line("Mediators", ("mediator_names",)),
        Line("Kind", ("kind",)),
    ),
    "conditions": (
        Line("Status", ("status",)),
        Line("Demand", ("demand",)),
        Line("Holder", ("holder_name",)),
        Line("Voiced by", ("speaker_name",)),
        Line("Must deliver", ("addressee_name",)),
        Line("Holds up", ("conditioned_text",)),
        Line("Deadline", ("deadline",)),
        Line("Kind", ("kind",)),
    ),
    "provisions": (
        Line("Content", ("kind",)),
        Line("Figure", ("quantity", "unit", "basis"), figure_words),
        Line("Must perform", ("obligor_names",)),
        Line("Deadline", ("deadline",)),
        Line("Words", ("text",)),
    ),
}


def fields_of(
    release: Release, table: str, row: Row, key: str, told: Mapping[str, Statement], replayed: Replay
) -> list[Field]:
    """The lines of a row that say something. `told` are the statements on its record, by claim."""
    lines: dict[str, list[Row]] = {}
    for provenance in release.provenance.get(f"{table}|{key}", ()):
        lines.setdefault(provenance["field"], []).append(provenance)
    found = []
    for line in LINES[table]:
        leading = next((c for c in line.columns if lines.get(c)), line.columns[0])
        words = line.words or _column_words(table, line.columns[0])
        if not lines.get(leading) and not words(row):
            continue
        found.append(_field(release, table, line, leading, row, key, lines.get(leading, []), told, replayed, words))
    return found


def correction_line(table: str, record_id: str, column: str, row: Row) -> str:
    """A line for `parley correct` that changes a value, with the new value and the author still to be written."""
    given = {"action": "override", "table_name": table, "record_id": record_id, "field": column}
    given["old_value"] = cell_text(row[column]) or ""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow([given.get(name, "") for name in CSV_COLUMNS])
    return text.getvalue()


def _column_words(table: str, name: str) -> Callable[[Row], str]:
    column = TABLES[table].column(name)
    return lambda row: value_words(column, row[name])


def _field(
    release: Release,
    table: str,
    line: Line,
    leading: str,
    row: Row,
    key: str,
    lines: Sequence[Row],
    told: Mapping[str, Statement],
    replayed: Replay,
    words: Callable[[Row], str],
) -> Field:
    column = TABLES[table].column(leading)
    chosen = [p for p in lines if p["chosen"] and p["claim_id"] in told]
    by_value: dict[str, list[str]] = {}
    for p in lines:
        if not p["chosen"] and p["claim_id"] in told and _differs(release, leading, p, key):
            by_value.setdefault(p["value"] or "", []).append(p["claim_id"])
    values = set(members(row[leading])) if column.joined else {p["value"] for p in chosen}
    quoted, more = _quoted(release, table, leading, values, [p["claim_id"] for p in chosen], told)
    against = []
    for value, claims in sorted(by_value.items(), key=lambda item: (-len(item[1]), item[0])):
        first, others = _quoted(release, table, leading, {value}, claims, told)
        assert first is not None
        against.append(Against(_other_words(release, table, line, leading, value, claims[0]), first, others))
    return Field(
        name=line.name,
        column=leading,
        words=clipped(words(row), _LONGEST_VALUE),
        known=tuple(Known(k.since, clipped(k.words, _LONGEST_VALUE)) for k in replayed.words(words)),
        quoted=quoted,
        more=more,
        against=tuple(against),
        policy=told_policy(lines[0]["policy"]) if lines else "",
        decisions=tuple(_decisions(release, lines)),
    )


def _differs(release: Release, field: str, provenance: Row, key: str) -> bool:
    """Whether a value that was not chosen is disagreement. An earlier step of a status is none."""
    if field != "status":
        return True
    steps = [s for s in release.histories.get(key, ()) if s["claim_id"] == provenance["claim_id"]]
    return any(not s["counted"] for s in steps)


def _quoted(
    release: Release, table: str, field: str, values: set[str], claims: Sequence[str], told: Mapping[str, Statement]
) -> tuple[Quoted | None, tuple[int, ...]]:
    """The claim that shows the values best, quoted, and the numbers of the others.

    Best is one with the words in its quote, then an account of what came to pass, then an original, then the first.
    """
    column = TABLES[table].column(field)
    unique = sorted(dict.fromkeys(claims), key=lambda c: told[c].number)
    shown = [_shown(told, claim, value_spans(release, claim, column, values)) for claim in unique]
    if not shown:
        return None, ()
    best = max(shown, key=lambda q: (q.found, q.statement.standing == "actual", not q.statement.copy))
    return best, tuple(told[c].number for c in unique if told[c].number != best.statement.number)


def _shown(told: Mapping[str, Statement], claim: str, spans: Sequence[tuple[int, int]]) -> Quoted:
    """A claim with its words marked; where they stand in another quote from its report, that quote."""
    own = told[claim]
    others = [s for s in told.values() if s.report_id == own.report_id and s is not own]
    for statement in (own, *others):
        parts = statement.parts(spans)
        if any(p.marked for p in parts):
            return Quoted(statement, tuple(parts), True)
    return Quoted(own, tuple(own.parts(())), False)


def _other_words(release: Release, table: str, line: Line, leading: str, value: str, claim: str) -> str:
    """A value that was not chosen, in the words of its line; for dates with the precision of its claim."""
    column = TABLES[table].column(leading)
    if leading in ("date_start", "date"):
        said = {v["field"]: v["value"] for v in release.values.get(claim, ())}
        day = TABLES["meetings"].column("date_start")
        first, last = parse_cell(day, value), parse_cell(day, said.get("date_end"))
        return interval_words(first, last, said.get("date_precision"))
    if column.joined or column.type != "float":
        return clipped(value_words(column, value), _LONGEST_VALUE)
    return clipped(value, _LONGEST_VALUE)


def _decisions(release: Release, lines: Sequence[Row]) -> list[Decision]:
    ids = dict.fromkeys(p["correction_id"] for p in lines if p["claim_id"] is None and p["correction_id"])
    found = []
    for correction_id in ids:
        c = release.corrections[correction_id]
        reason = c["reason"] or c["reason_code"] or "no reason given"
        found.append(
            Decision(correction_id, clipped(c["author"], 80), clipped(reason, 400), day_words(c["decided_on"]))
        )
    return found
