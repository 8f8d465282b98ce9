"""Condition idling: words that have the form of a term and set none.

Belongs here: rules of engagement ("not to fire unless fired upon"), asides ("and, if they insist, a flag"), what holds
for anybody ("it depended on whether one followed the river"), a refusal told as what happened before something else
("after the delegation would not accept it"), what is no concession ("has asked for time"). Does not belong here: joints
that only date (`joints`).
"""

from collections.abc import Sequence

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set

#: Words of a demand that says no more than "fired upon", and of an aside.
_SHORT, _ASIDE = 5, 3
_WHETHER = frozenset(("whether", "if", "that", "on"))
_WHEN = frozenset(("after", "when", "because"))


def is_idle(parsed: Parsed, tokens: Sequence[Token], mention: ConditionMention) -> bool:
    """Whether the words of a mention set no term."""
    return (
        _is_struck(tokens, mention)
        or _is_aside(tokens, mention)
        or _is_anybody(parsed, tokens, mention)
        or _is_told(parsed, mention)
        or _is_respite(tokens, mention)
    )


def _is_struck(tokens: Sequence[Token], mention: ConditionMention) -> bool:
    """ "Unless fired upon", "unless otherwise ordered"."""
    said = [t.low for t in tokens[slice(*mention.demand)] if t.kind == "word"]
    return 0 < len(said) <= _SHORT and said[0] in word_set("idle:struck", "condition_word_sets")


def _is_aside(tokens: Sequence[Token], mention: ConditionMention) -> bool:
    """ ", if they insist, …"."""
    first, after = mention.demand
    comma = next((k for k in range(first, min(after, first + _ASIDE + 1)) if tokens[k].kind == "sign"), after)
    said = [t.low for t in tokens[first:comma]]
    opens = first >= 2 and tokens[first - 1].low == "if" and tokens[first - 2].kind == "sign"
    return opens and 1 < len(said) <= _ASIDE and said[-1] in word_set("idle:wishing", "condition_word_sets")


def _is_anybody(parsed: Parsed, tokens: Sequence[Token], mention: ConditionMention) -> bool:
    """ "Whether one followed each bend": what anybody would do."""
    first, after = mention.demand
    while first < after and tokens[first].low in _WHETHER:
        first += 1
    if tokens[first].low not in ("one", "you"):
        return False
    return any(p.is_finite and p.first == first + 1 for p in parsed.predicates)


def _is_told(parsed: Parsed, mention: ConditionMention) -> bool:
    """ "After the delegation would not accept a proposal of his": what brought something about, and no line."""
    if mention.kind != "red_line":
        return False
    clause = parsed.clause_at(mention.anchor)
    verb = next((p for p in parsed.predicates if p.first <= mention.anchor < p.after), None)
    told = verb is not None and verb.modal in ("would", "could") and "never" not in parsed.words
    return told and clause.opener.partition(" ")[0] in _WHEN


def _is_respite(tokens: Sequence[Token], mention: ConditionMention) -> bool:
    """ "Has asked for time", "wants more time to think", "called for calm"."""
    said = [t.low for t in tokens[slice(*mention.demand)] if t.kind == "word"]
    while said and said[0] in word_set("idle:some", "condition_word_sets"):
        said = said[1:]
    ends = len(said) == 1 or (len(said) > 1 and said[1] in ("to", "before"))
    return mention.kind == "demand" and ends and said[0] in word_set("idle:respite", "condition_word_sets")
