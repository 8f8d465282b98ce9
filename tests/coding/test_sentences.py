"""Sentences of our own from all kinds of processes: the files are in form, and a share of each class is coded right."""

import re
from datetime import date, datetime
from typing import Any

import pytest

from pipelines.reference import spelling
from pipelines.reference.actors import UNKNOWN_PREFIX, actor_id_for
from schemas.codes import codes
from tests.coding import sentence_cases as sc

_FIELDS = {
    "meeting": {
        "kind", "status", "parties", "persons", "mediators", "hosts", "place", "country", "date", "end", "level",
    },
    "agreement": {"kind", "status", "parties", "mediators", "date", "place", "provisions"},
    "condition": {"holder", "speaker", "addressee", "kind", "status", "conditioned_type", "has"},
}  # fmt: skip
_KEYS = {
    "id", "published", "dateline", "context", "text", "hard", "any_topic",
    "expect", "without", "none", "more", "absent",
}  # fmt: skip
_CODES = {
    ("meeting", "kind"): "meeting_kind",
    ("meeting", "status"): "meeting_status",
    ("meeting", "level"): "level",
    ("agreement", "kind"): "agreement_kind",
    ("agreement", "status"): "agreement_status",
    ("condition", "kind"): "condition_kind",
    ("condition", "status"): "condition_status",
}
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def _raw() -> list[tuple[str, dict[str, Any]]]:
    return [(kind, raw) for kind in sc.classes() for raw in sc.raw_cases(kind)]


def _records(raw: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (record_type, fields or {})
        for record in [*raw.get("expect", ()), *raw.get("absent", ())]
        for record_type, fields in record.items()
    ]


def test_there_are_several_hundred_sentences_each_with_an_id_and_a_text_of_its_own():
    ids = [raw["id"] for _, raw in _raw()]
    texts = [raw["text"].strip() for _, raw in _raw()]
    assert len(ids) >= 450
    assert len(set(ids)) == len(ids)
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("kind", sc.classes())
def test_a_file_is_in_form(kind: str):
    wrong = [f"{raw.get('id')}: {fault}" for raw in sc.raw_cases(kind) for fault in _faults(raw)]
    assert not wrong, "\n".join(wrong)


def _faults(raw: dict[str, Any]):
    if extra := set(raw) - _KEYS:
        yield f"unknown keys {sorted(extra)}"
    if not isinstance(raw["published"], date) or isinstance(raw["published"], datetime):
        yield "published is no date"
    paragraphs = raw["text"].strip().split("\n\n")
    if any(not paragraph.strip() or "\n" in paragraph for paragraph in paragraphs):
        yield "a paragraph of the text is empty or no single line"
    if not ({"expect", "without", "none", "absent"} & set(raw)):
        yield "demands nothing"
    for table in (*raw.get("without", ()), *raw.get("more", ())):
        if table not in sc.TABLES:
            yield f"no table {table!r}"
    for record_type, fields in _records(raw):
        if record_type not in _FIELDS:
            yield f"no record {record_type!r}"
            continue
        if record_type in raw.get("without", ()) or raw.get("none"):
            yield f"{record_type} expected in a table that must stay empty"
        if extra := set(fields) - _FIELDS[record_type]:
            yield f"{record_type} has no {sorted(extra)}"
        yield from _wrong_values(record_type, fields, raw)


def _wrong_values(record_type: str, fields: dict[str, Any], raw: dict[str, Any]):
    for name, value in fields.items():
        if (record_type, name) in _CODES:
            for code in str(value).split("|"):
                if code not in codes(_CODES[record_type, name]):
                    yield f"{name}: no code {code!r}"
        elif name in ("date", "end"):
            if not (value is None or type(value) is date or _MONTH.fullmatch(str(value))):
                yield f"{name}: no date {value!r}"
        elif name == "country":
            if not (value is None or re.fullmatch(r"[A-Z]{2}", value)):
                yield f"no country {value!r}"
        elif name == "provisions":
            yield from _wrong_provisions(value)
        elif name in ("parties", "mediators", "hosts", "holder", "addressee"):
            for actor in [value] if isinstance(value, str) else value or ():
                if not _is_known(actor, raw):
                    yield f"{name}: neither canonical nor in the text: {actor!r}"


def _wrong_provisions(provisions: list[dict[str, Any]]):
    for provision in provisions:
        if provision["kind"] not in codes("provision_kind"):
            yield f"no provision {provision['kind']!r}"
        if provision.get("unit") not in (None, *codes("provision_unit")) or provision.get("unit") == "other":
            yield f"no unit {provision['unit']!r}"
        if provision.get("basis") not in (None, *codes("provision_basis")):
            yield f"no basis {provision['basis']!r}"


def _is_known(actor: str, raw: dict[str, Any]) -> bool:
    """A canonical name, or a group without a row in the table, named in the text."""
    written = spelling.plain(" ".join(raw.get(k) or "" for k in ("context", "text"))).casefold()
    return any(
        not actor_id_for(name).startswith(UNKNOWN_PREFIX) or spelling.plain(name).casefold() in written
        for name in actor.split("|")
    )


_MET = {
    "kind": "talks", "status": "held", "parties": ["Ukraine", "Russia"], "persons": ["Rustem Umerov"], "mediators": [],
    "hosts": [], "place": "Istanbul", "country": "TR", "date_start": "2025-05-16", "date_end": None,
    "level": "delegation",
}  # fmt: skip


def _faults_of(demands: dict[str, Any], *meetings: dict[str, Any]) -> list[str]:
    case = sc.case_of("dates", {"id": "x", "published": date(2025, 5, 17), "text": "They met.", **demands})
    return list(sc.faults(case, {"meetings": list(meetings), "agreements": [], "conditions": []}))


def test_only_tested_fields_count_and_names_are_sets():
    wanted = {"status": "held", "parties": ["Russia", "Ukraine"], "persons": ["Umerov"], "date": date(2025, 5, 16)}
    assert _faults_of({"expect": [{"meeting": wanted}], "without": ["agreement"]}, _MET) == []


@pytest.mark.parametrize(
    "wrong",
    [{"status": "ongoing"}, {"parties": ["Russia"]}, {"end": "2025-05-17"}, {"place": None}, {"mediators": ["UN"]}],
)
def test_a_tested_field_that_differs_is_a_fault(wrong: dict[str, Any]):
    (fault,) = _faults_of({"expect": [{"meeting": wrong}]}, _MET)
    assert fault.startswith("no meeting")


def test_a_record_too_many_is_a_fault_unless_more_are_allowed():
    expect = [{"meeting": {"status": "held"}}]
    assert _faults_of({"expect": expect}, _MET, _MET) == ["meetings: 2 records, 1 expected"]
    assert _faults_of({"expect": expect, "more": ["meeting"]}, _MET, _MET) == []


def test_each_expected_record_needs_one_of_its_own():
    expect = [{"meeting": {"status": "held"}}, {"meeting": {"place": "Istanbul"}}]
    assert len(_faults_of({"expect": expect}, _MET)) == 1


def test_records_that_may_not_be_there_are_faults():
    assert _faults_of({"none": True}, _MET) == ["meetings: 1 where none may be"]
    assert len(_faults_of({"absent": [{"meeting": {"status": "held"}}]}, _MET)) == 1
    assert _faults_of({"absent": [{"meeting": {"status": "ongoing"}}]}, _MET) == []


def test_every_class_has_a_floor():
    assert sorted(sc.floors()) == sc.classes()


@pytest.fixture(scope="module")
def coder():
    """The coder; until it is written there is nothing to measure."""
    module = pytest.importorskip("pipelines.coding.coder", reason="the coder is not written yet")
    return module.RuleCoder()


@pytest.mark.parametrize("kind", sc.classes())
def test_a_class_of_sentences_is_coded_as_well_as_its_floor_says(kind: str, coder):
    outcomes = [sc.run(case, coder) for case in sc.cases(kind)]
    failed = [sc.described(outcome) for outcome in outcomes if outcome.faults]
    message = f"{kind}: {sc.share(outcomes):.1%} passed, floor {sc.floors()[kind]:.1%}\n\n" + "\n\n".join(failed)
    assert sc.share(outcomes) >= sc.floors()[kind], message
