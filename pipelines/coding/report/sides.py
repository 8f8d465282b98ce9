"""Sides: which two of the actors of a report are the parties of the process that it is about.

Belongs here: weighing pairs by how they are named and what the tables know of them.
Does not belong here: whom "the two sides" means at a point of the text (`focus`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise

from pipelines.coding.report.actor_kinds import STATES, country_of, is_listed_pair, kind_of, state_in
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows

MOST_ACTORS = 10
_OWN_GROUP = 4


@cache
def _pair_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon_rows("pair_nouns"))


def named_pairs(report: ParsedReport, body_of: Mapping[str, str]) -> Counter[frozenset[str]]:
    """How often pairs are named side by side: "between X and Y", "X-Y talks", "X and Y" before a verb."""
    pairs: Counter[frozenset[str]] = Counter()
    tokens = report.tokens
    mentions = [m for m in report.cast.actors if m.actors]
    for one in mentions:
        if len(one.actors) == 2:
            pairs[frozenset(body_of.get(n, n) for n in one.actors)] += 2
    for one, two in pairwise(mentions):
        gap = [tokens[k].low for k in range(one.after, two.first)]
        if not gap or len(gap) > 3 or one.actors == two.actors or one.noun == "owner":
            continue
        if not all(w in ("and", "the", "-", "with", "&", "or") for w in gap):
            continue
        before = tokens[one.first - 1].low if one.first else ""
        pair = frozenset(body_of.get(n, n) for n in (one.actors[0], two.actors[0]))
        weight = (
            3
            if before == "between" or (before == "the" and one.first > 1 and tokens[one.first - 2].low == "between")
            else 1
        )
        near = range(max(0, one.first - 6), min(len(tokens), two.after + 4))
        if any(tokens[k].low in _pair_words() for k in near):
            weight += 1
        pairs[pair] += weight
    return pairs


def main_sides(
    report: ParsedReport, counts: Counter[str], pairs: Counter[frozenset[str]], third: frozenset[str]
) -> tuple[str, ...]:
    """The two sides of the process that a report is about; none where it names no two."""
    names = [n for n, _ in counts.most_common(MOST_ACTORS)]
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    for one, two in combinations(names, 2):
        kinds = {kind_of(one), kind_of(two)}
        if "organisation" in kinds:
            continue
        score = 1.5 * pairs[frozenset((one, two))] + min(counts[one], counts[two])
        score += 4 if is_listed_pair(one, two) else 0
        if kinds & set(STATES) and kinds & {"armed_group", "party"} and country_of(one) == country_of(two):
            # a group and its state are against each other, the more so the more the report speaks of the group
            score += min(_OWN_GROUP, *(counts[n] for n in (one, two) if kind_of(n) not in STATES))
        score -= 3 * sum(1 for n in (one, two) if n in third)
        if score > best[0]:
            best = (score, (one, two))
    sides = list(best[1])
    return tuple(sides) or _sides_by_role(report, names, third)


def _sides_by_role(report: ParsedReport, names: Sequence[str], third: frozenset[str]) -> tuple[str, ...]:
    """A group and "the government" of its country, where no two sides are named."""
    group = next((n for n in names if kind_of(n) in ("armed_group", "party") and n not in third), None)
    roles = any(m.noun in ("government", "military") and not m.actors and m.person is None for m in report.cast.actors)
    state = state_in().get(country_of(group) or "") if group is not None and roles else None
    return (state, group) if state is not None and group is not None else ()


def fighting_sides(sides: tuple[str, ...], counts: Counter[str]) -> tuple[str, ...]:
    """The two sides of a listed conflict, where the report's main sides are others (one of them and a mediator)."""
    if len(sides) == 2 and is_listed_pair(*sides):
        return sides
    names = [n for n, _ in counts.most_common(MOST_ACTORS) if kind_of(n) != "organisation"]
    listed = [pair for pair in combinations(names, 2) if is_listed_pair(*pair) and set(pair) & set(sides)]
    return max(listed, key=lambda pair: min(counts[n] for n in pair), default=())
