"""Policies in words, from `policy_words.tsv`.

Belongs here: reading that table. Which policy a column has stands in `pipelines/tables/policies.tsv`.
"""

import csv
from functools import cache
from pathlib import Path


@cache
def policy_words() -> dict[str, str]:
    """Policy or criterion -> words."""
    path = Path(__file__).with_name("policy_words.tsv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row["policy"]: row["words"] for row in csv.DictReader(lines, delimiter="\t")}


def told_policy(policy: str) -> str:
    """A policy in words; criteria in their order. KeyError for one without words."""
    words = policy_words()
    return words[policy] if policy in words else ", then ".join(words[name] for name in policy.split(", "))
