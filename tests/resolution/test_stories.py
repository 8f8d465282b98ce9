"""Whole stories, eight reports to rows by the rule coder: no row that a false statement made, copies told apart."""

import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.coding.coder import RuleCoder
from pipelines.evaluation.names import place_key
from pipelines.reference.actors import actor_id_for
from pipelines.release.staging import Build
from pipelines.validation.tableset import Row, TableSet
from tests.scenario import Scenario

STORIES = sorted(path.parent for path in Path(__file__).with_name("stories").glob("*/thread.gold.json"))


@cache
def gold(story: Path) -> Mapping[str, Any]:
    return json.loads((story / "thread.gold.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=STORIES, ids=lambda path: path.name)
def told(request, tmp_path_factory) -> tuple[Path, TableSet]:
    s = Scenario(tmp_path_factory.mktemp("story") / "home", RuleCoder())
    for report in sorted(request.param.glob("r*.md")):
        shutil.copy(report, s.home.inbox)
        s.receive()
    build: Build = s.stage()
    return request.param, TableSet(build.tables_folder)


def ids(names: Sequence[str]) -> set[str]:
    return {actor_id_for(name) or name for name in names}


def overlaps(row: Row, rule: Mapping[str, Any]) -> bool:
    first = row.get("date_start") or row.get("date")
    last = row.get("date_end") or first
    wanted = [date.fromisoformat(rule[name]) for name in ("date_start", "date_end")]
    return first is None or (first <= wanted[1] and last >= wanted[0])


def fits(row: Row, rule: Mapping[str, Any]) -> bool:
    """Whether a row is one that the false statement of a rule would make."""
    parties = ids(row["party_names"].split("; ") if row["party_names"] else [])
    wanted = ids(rule.get("parties", []))
    return (
        row["status"] in rule["forbidden_status"]
        and row["kind"] in rule.get("kinds", [row["kind"]])
        and (not wanted or len(parties & wanted) / len(parties | wanted) >= rule["min_jaccard"])
        and ids(rule.get("must_include", [])) <= parties
        and ("place" not in rule or place_key(row["place_name"] or "") == place_key(rule["place"]))
        and overlaps(row, rule)
    )


def test_a_false_statement_makes_no_row(told):
    story, tables = told
    for rule in gold(story)["poison_rules"]:
        assert [row["evidence"] for row in tables.rows(rule["table"]) if fits(row, rule)] == [], rule


def test_copies_of_a_report_are_one_group_and_other_reports_none(told):
    story, tables = told
    names = {}
    for path in story.glob("r*.md"):
        url = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("url: "))
        names[url.removeprefix("url: ")] = path.stem
    groups: dict[str, set[str]] = {}
    for row in tables.rows("reports"):
        groups.setdefault(row["syndication_group"], set()).add(names[row["url"]])
    assert sorted(map(sorted, groups.values())) == sorted(map(sorted, gold(story)["independent_reports"]))


def test_every_piece_of_evidence_in_the_gold_stands_in_its_report():
    for story in STORIES:
        for table in ("meetings", "agreements", "conditions"):
            for record in gold(story)[table]:
                for report, words in record["evidence"].items():
                    assert words in (story / f"{report}.md").read_text(encoding="utf-8"), (story.name, record["key"])
