"""A report on a peace process, and two codings of it: what a careful coder makes of it, and one with mistakes."""

import copy
import json
from pathlib import Path
from typing import Any

BODY = """ROME, 4 October - Mozambique and Renamo signed a peace accord here on Sunday, after two years of talks.
Afonso Dhlakama said that his men would enter the camps only once the United Nations had sent observers.
The two sides had last met in Gaborone on 7 August.
"""

GOLD: dict[str, list[dict[str, Any]]] = {
    "meetings": [
        {
            "key": "m1",
            "kind": "signing_ceremony",
            "status": "held",
            "parties": ["Mozambique", "Renamo"],
            "persons": ["Joaquim Chissano", "Afonso Dhlakama"],
            "mediators": ["Italy"],
            "hosts": [],
            "place": "Rome",
            "country": "IT",
            "date_start": "1992-10-04",
            "date_end": None,
            "level": "head_of_state",
            "evidence": "Mozambique and Renamo signed a peace accord here on Sunday",
        },
        {
            "key": "m2",
            "kind": "summit",
            "status": "held",
            "parties": ["Mozambique", "Renamo"],
            "persons": [],
            "mediators": [],
            "hosts": [],
            "place": "Gaborone",
            "country": "BW",
            "date_start": "1992-08-07",
            "date_end": None,
            "level": "unspecified",
            "evidence": "The two sides had last met in Gaborone on 7 August",
        },
    ],
    "agreements": [
        {
            "key": "a1",
            "kind": "comprehensive",
            "status": "signed",
            "parties": ["Mozambique", "Renamo"],
            "mediators": ["Italy"],
            "date": "1992-10-04",
            "place": "Rome",
            "provisions": [
                {"kind": "ceasefire", "quantity": None, "unit": None, "basis": None},
                {"kind": "disarmament", "quantity": 180, "unit": "days", "basis": "total"},
            ],
            "evidence": "signed a peace accord here on Sunday",
        }
    ],
    "conditions": [
        {
            "key": "c1",
            "holder": "Renamo",
            "speaker": "Afonso Dhlakama",
            "addressee": "United Nations",
            "demand": "send observers",
            "conditioned": "agreement:a1",
            "kind": "sequencing",
            "status": "stated",
            "evidence": "his men would enter the camps only once the United Nations had sent observers",
        }
    ],
}

NOTHING: dict[str, list[dict[str, Any]]] = {"meetings": [], "agreements": [], "conditions": []}


def gold() -> dict[str, list[dict[str, Any]]]:
    """A copy to change."""
    return copy.deepcopy(GOLD)


def write_report(folder: Path, stem: str = "rome", records: Any = GOLD, body: str = BODY) -> None:
    """The report and its gold, as a user keeps them."""
    front = f"---\nurl: https://news.example.org/{stem}\noutlet: Indian Ocean Wire\npublished: 1992-10-05\n---\n"
    (folder / f"{stem}.md").write_text(front + body, encoding="utf-8")
    (folder / f"{stem}.gold.json").write_text(json.dumps(records), encoding="utf-8")
