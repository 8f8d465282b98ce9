"""Sides: which two of the actors of a report are the parties of the process that it is about.

Belongs here: weighing pairs by how they are named and what the tables know of them.
Does not belong here: whom "the two sides" means at a point of the text (`focus`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise

from pipelines.coding.names.mention import Mention
from pipelines.coding.report.actor_kinds import (
    STATES,
    armed_groups_of,
    country_of,
    is_apart,
    is_listed_pair,
    kind_of,
    state_in,
)
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows
from pipelines.reference.actors import actor_id_for
from pipelines.reference.collectives import oppositions
from pipelines.reference.processes import processes_between

MOST_ACTORS = 10
_OWN_GROUP = 4
_LISTED, _ALLIED = 4, 1
_GROUPS = ("armed_group", "party")
#: So many words join two names at most.
_JOINT = 3
#: So many make a company, and so many of the first sentences tell of whom a report is.
_COMPANY = 3
#: How far a number may stand before groups ("eight ethnic armed groups").
_ADJECTIVES = 4
#: So many groups of a state tell that others in their list are of it as well.
_PAIR = 2
#: How often a report that lists them elsewhere calls them by their number.
_OFTEN = 2
#: Words for people whose number is that of the sides.
_COUNTED = frozenset(("sides", "delegations", "states", "leaders", "ministers", "envoys", "all"))


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
        if not 0 < two.first - one.after <= _JOINT or one.actors == two.actors or one.noun == "owner":
            continue
        gap = [t.low for t in tokens[one.after : two.first]]
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


@cache
def _number_words() -> dict[str, str]:
    return {row["word"]: row["value"] for row in lexicon_rows("number_words") if row["class"] in ("unit", "dozen")}


def number_before(report: ParsedReport, mention: Mention) -> int:
    """The number told of groups, 0 for none: "fourteen armed groups", "representatives of some forty movements"."""
    tokens, first = report.tokens, mention.first
    while (
        first > 0
        and mention.first - first < _ADJECTIVES
        and (tokens[first - 1].kind != "sign" or tokens[first - 1].low == "-")
    ):
        first -= 1
    told = (t.low for t in tokens[first : mention.after])
    values = (low if low.isdigit() else _number_words().get(low, "") for low in told)
    return max((int(value) for value in values if value.isdigit()), default=0)


def company(
    report: ParsedReport, body_of: Mapping[str, str], third: frozenset[str], pair: tuple[str, ...]
) -> tuple[str, ...]:
    """Three or more who negotiate with one another: listed side by side, and called by their number elsewhere.

    "The foreign ministers of A, B and C signed … The three governments bind themselves to …". Both of the `pair` that
    the report names most are among them; where only one is, their number is told again and again.
    """
    called = Counter(
        m.count for m in report.cast.actors
        if m.noun == "collective" and m.count >= _COMPANY and m.head in _COUNTED and not m.actors
    )  # fmt: skip
    # "four rebel groups", and four that are named elsewhere
    told_of = (number_before(report, m) for m in report.cast.actors if m.noun == "armed" and m.plural and not m.actors)
    called.update(n for n in told_of if n >= _COMPANY)
    best: tuple[int, tuple[str, ...]] = (0, ())
    for run in _runs(report, body_of) if called else ():
        own = tuple(n for n in run if n not in third and kind_of(n) != "organisation")
        for names in (run, own):
            shared = set(names) & set(pair)
            against = next((n for n in pair if _fight(names, n)), None)
            told = called[len(names)] if shared or against is not None else 0
            if (
                told + len(shared) > best[0]
                and told
                and (len(shared) == len(pair) or told >= _OFTEN or against is not None)
            ):
                best = (told + len(shared), names)
    names = best[1]
    state = next((n for n in pair if n not in names and kind_of(n) in STATES), None)
    if state is not None and _fight(names, state):
        # "the three armies" that fight one state
        names = (state, *names)
    return tuple(dict.fromkeys((*(n for n in pair if n in names), *names)))


def _fight(groups: Sequence[str], state: str) -> bool:
    """Whether all of some groups are those of one state; one that no table has goes with the others."""
    own = [_own_group(state, g) == g for g in groups if kind_of(g) != "unknown"]
    return all(own) and len(own) >= _PAIR


def _runs(report: ParsedReport, body_of: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Actors named side by side in the running text ("A, B and C", "Ana Lopez for A, Omar Said for B and …")."""
    tokens, found = report.tokens, []
    for parsed in report.parsed.values():
        run: list[Mention] = []
        for m in (m for m in parsed.mentions if m.noun not in ("owner", "adjective", "pronoun")):
            gap = [tokens[k].low for k in range(run[-1].after, m.first)] if run else []
            joined = bool(gap) and len(gap) <= _GAP and all(w in _RUN_JOINTS for w in gap)
            if run and not joined:
                found.append(_actors_of(run, body_of))
                run = []
            run.append(m)
        found.append(_actors_of(run, body_of))
    return [names for names in dict.fromkeys(found) if len(names) >= _COMPANY]


def _actors_of(run: Sequence[Mention], body_of: Mapping[str, str]) -> tuple[str, ...]:
    names = dict.fromkeys(body_of.get(n, n) for m in run for n in m.actors)
    group = next((n for n in names if kind_of(n) in _GROUPS), None)
    if any(m.noun == "government" and not m.actors for m in run) and group is not None:
        # "the government, X and Y"
        state = state_in().get(country_of(group) or "")
        names = {body_of.get(state, state): None} | names if state is not None else names
    return tuple(names)


_GAP = 4
_RUN_JOINTS = frozenset((",", "and", "the", "of", "for", "with", "&", "then"))


def main_sides(
    report: ParsedReport, counts: Counter[str], pairs: Counter[frozenset[str]], third: frozenset[str]
) -> tuple[str, ...]:
    """The two sides of the process that a report is about; none where it names no two."""
    names = [n for n, _ in counts.most_common(MOST_ACTORS)]
    named_first = next((n for m in report.cast.actors for n in m.actors if kind_of(n) in _GROUPS), None)
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    beside = _outside(report, counts)
    for one, two in combinations(names, 2):
        kinds = {kind_of(one), kind_of(two)}
        if "organisation" in kinds:
            continue
        score = 1.5 * pairs[frozenset((one, two))] + min(counts[one], counts[two])
        if is_listed_pair(one, two):
            # of one conflict, and against each other unless both fight a state that is named too
            allied = country_of(one) == country_of(two) and all(kind_of(n) == "armed_group" for n in (one, two))
            score += _ALLIED if allied and state_in().get(country_of(one) or "") in names else _LISTED
        if (group := _own_group(one, two)) is not None:
            # a group and its state are against each other, the more so the more the report speaks of the group
            score += min(_OWN_GROUP, _own_weight(one if group == two else two, group, counts))
        score -= 3 * sum(1 for n in (one, two) if n in third or n in beside)
        # of two groups that are spoken of as much, the one that a report begins with
        another = named_first in (one, two) and named_first not in best[1]
        earlier = score == best[0] and another and any(kind_of(n) in _GROUPS for n in best[1])
        if score > best[0] or earlier:
            best = (score, (one, two))
    sides = list(best[1])
    return tuple(sides) or _sides_by_role(report, names, third)


def _own_weight(state: str, group: str, counts: Counter[str]) -> int:
    """How much a report speaks of a group and its state; of the state, where it speaks more of another one that the
    group fights ("Israel", beside the Palestinian Authority)."""
    others = (n for n in counts if kind_of(n) == "state" and is_listed_pair(n, group) and n != state)
    least = min(counts[state], counts[group])
    return least if any(counts[n] > counts[state] for n in others) else counts[group]


def _outside(report: ParsedReport, counts: Counter[str]) -> frozenset[str]:
    """States beside two communities of another country ("the Greek and the Turkish Cypriots", and Turkey)."""
    ids = {actor_id: n for n in counts if (actor_id := actor_id_for(n)) is not None}
    found: set[str] = set()
    for process in processes_between(ids, report.published) if any(is_apart(n) for n in counts) else ():
        named = [ids[i] for i in process.core_party_ids if i in ids]
        inside = [n for n in named if country_of(n) in process.territory and counts[n] >= _OFTEN]
        if len(inside) >= len(("state", "part")) and any(is_apart(n) for n in inside):
            found.update(n for n in named if country_of(n) not in process.territory)
    return frozenset(found)


def _own_group(one: str, two: str) -> str | None:
    """Of a state and who is against it in its own country, the latter: a group, or who governs a part of it."""
    if (group := _of_all(one, two) or _of_all(two, one)) is not None or country_of(one) != country_of(two):
        return group
    groups = [n for n in (one, two) if kind_of(n) in _GROUPS]
    governing = [n for n in (one, two) if kind_of(n) in STATES]
    if len(groups) == 1 and governing:
        return groups[0]
    parts = [n for n in governing if is_apart(n)]
    return parts[0] if len(governing) == len((one, two)) and len(parts) == 1 else None


def _of_all(state: str, group: str) -> str | None:
    """The collective name of the armed groups or the opposition of a state."""
    country = country_of(state) or ""
    if kind_of(state) not in STATES:
        return None
    return group if group in (armed_groups_of().get(country), oppositions().get(country)) else None


def _sides_by_role(report: ParsedReport, names: Sequence[str], third: frozenset[str]) -> tuple[str, ...]:
    """A group and "the government" of its country, where no two sides are named."""
    group = next((n for n in names if kind_of(n) in _GROUPS and n not in third), None)
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
