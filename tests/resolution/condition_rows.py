"""Conditions that the rule coder reads from a few reports, one after the other, and how they stand at last."""

from pathlib import Path

from pipelines.coding.coder import RuleCoder
from tests.scenario import Scenario


def told(home: Path, *texts: str) -> list[dict]:
    """Rows of `conditions` after reports with these texts, one a month, each of another outlet."""
    s = Scenario(home / "home", RuleCoder())
    for number, text in enumerate(texts):
        name = f"r{number}"
        (s.home.inbox / f"{name}.md").write_text(
            f"---\nurl: https://{name}.example.org/{name}\noutlet: Paper {number}\npublished: 2016-0{number + 1}-05\n"
            f"language: en\ntitle: {name}\n---\n\n{text}\n",
            encoding="utf-8",
        )
        s.receive()
    s.build()
    return s.rows("conditions")


def statuses(rows: list[dict]) -> list[tuple[str, int]]:
    return sorted((row["status"], row["n_reports"]) for row in rows)
