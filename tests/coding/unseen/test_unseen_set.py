"""The unseen set is well-formed: it says nothing about how well anything is coded."""

import json
import re
from pathlib import Path

import pytest

from schemas.codes import CODE_LISTS

REPORTS = sorted(Path(__file__).parent.glob("uns-*.md"))


def test_there_are_sixty_reports_each_with_its_records():
    assert len(REPORTS) == 60
    assert all(path.with_suffix(".gold.json").exists() for path in REPORTS)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_records_use_the_codes_and_stand_on_the_text(path):
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2].strip("\n")
    records = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    for record in (*records["meetings"], *records["agreements"], *records["conditions"]):
        start, end = record["span"]
        assert body[start:end] == record["evidence"]
        assert len(record["evidence"].split()) <= 25
    for meeting in records["meetings"]:
        assert meeting["kind"] in CODE_LISTS["meeting_kind"] and meeting["status"] in CODE_LISTS["meeting_status"]
        assert meeting["level"] in CODE_LISTS["level"]
        assert all(person in body for person in meeting["persons"])
    for agreement in records["agreements"]:
        assert agreement["kind"] in CODE_LISTS["agreement_kind"]
        assert agreement["status"] in CODE_LISTS["agreement_status"]
        assert all(p["kind"] in CODE_LISTS["provision_kind"] for p in agreement["provisions"])
    for condition in records["conditions"]:
        assert condition["kind"] in CODE_LISTS["condition_kind"]
        assert condition["status"] in CODE_LISTS["condition_status"]
        if named := re.fullmatch(r"(meeting|agreement):(\w+)", condition["conditioned"]):
            assert named[2] in [record["key"] for record in records[named[1] + "s"]]
