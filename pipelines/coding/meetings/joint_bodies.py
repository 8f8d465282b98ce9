"""Joint bodies: committees of both sides, whose sittings are meetings of the sides.

Belongs here: "the Joint Boundary Commission met last in …", "a sub-committee of the two sides will come together".
Does not belong here: bodies of one actor alone (`other_gatherings`), sides that meet without a body (`verbs`).
"""

from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.parts import MeetingParts
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.arguments import list_after
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

#: How far "joint" may stand before "committee", a name behind it, and the body before "it" and "which".
_ADJECTIVE_BACK, _OF_REACH, _IT_BACK, _WHICH_BACK = 4, 4, 60, 8
_OF = ("of", "between", "with", "which", "where")


@cache
def _bodies() -> frozenset[str]:
    return word_set("joint_bodies:bodies", "syntax_word_sets")


@cache
def _joint() -> frozenset[str]:
    return word_set("joint_bodies:joint", "syntax_word_sets")


def joint_body(parts: MeetingParts, parsed: Parsed, predicate: Predicate) -> int | None:
    """The index of the body of both sides that is the subject of a verb; None where it is none."""
    report = parts.report
    clause = parsed.clause_at(predicate.first)
    tokens = report.tokens
    first = clause.first
    if set(clause.opener.split()[-1:]) & {"which", "that"}:
        first = max(parsed.sentence.first, clause.first - _WHICH_BACK)
    found = next((k for k in range(first, predicate.first) if tokens[k].low in _bodies()), None)
    if found is not None:
        return found if _is_joint(parts, found) or _named_before(report, found) else None
    if clause.subjects and clause.subjects[0].head == "it":
        at = clause.subjects[0].first
        back = next((k for k in range(at - 1, max(0, at - _IT_BACK), -1) if tokens[k].low in _bodies()), None)
        return back if back is not None and (_is_joint(parts, back) or _named_before(report, back)) else None
    return None


def members_of(parts: MeetingParts, body: int, limit: int) -> list[Mention]:
    """Whom a body is said to be of: "a sub-committee of the two sides and the ICRC"."""
    return list_after(parts.report, _OF, body + 1, limit, _OF_REACH)


def _is_joint(parts: MeetingParts, body: int) -> bool:
    tokens = parts.report.tokens
    before = [tokens[k].low for k in range(max(0, body - _ADJECTIVE_BACK), body)]
    if any(w in _joint() for w in before):
        return True
    return len(parts.names_of(members_of(parts, body, len(tokens)))) >= 2


def _named_before(report: ParsedReport, body: int) -> bool:
    """Whether "the committee" has been called a joint one further up."""
    tokens, noun = report.tokens, report.tokens[body].low
    if tokens[body - 1].low not in ("the", "its", "this", "that"):
        return False
    for k in range(_ADJECTIVE_BACK, body):
        if tokens[k].low == noun and any(tokens[j].low in _joint() for j in range(k - _ADJECTIVE_BACK, k)):
            return True
    return False
