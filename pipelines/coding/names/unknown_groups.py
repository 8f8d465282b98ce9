"""Groups that stand in no table, by the form of their names: "the Blue River Liberation Front (BRLF)".

Belongs here: the span and the name to give. Does not belong here: listed names (`gazetteer`).
"""

from collections.abc import Mapping, Sequence
from functools import cache

from pipelines.coding.names.gazetteer import Hit
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.reference.actors import actor

_LONGEST = 9
#: Letters of an acronym at least, and what joins the members of a list.
_SHORT = 3
_LIST = (",", "and", "&")
_GROUPS = ("armed_group", "party", "organisation")


@cache
def _introduced() -> frozenset[str]:
    return word_set("unknown_groups:introduced", "syntax_word_sets")


@cache
def _links() -> frozenset[str]:
    return word_set("unknown_groups:links", "syntax_word_sets")


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["class"] for row in lexicon_rows("group_nouns")}


def acronym_in_brackets(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """The acronym of "(BRLF)" at token `i`, and the index after the bracket."""
    if i + 2 >= len(tokens) or tokens[i].low != "(":
        return None
    k, parts = i + 1, []
    while k < len(tokens) and k - i <= 6 and tokens[k].low != ")":
        parts.append(tokens[k])
        k += 1
    if k >= len(tokens) or tokens[k].low != ")" or not parts:
        return None
    text = "".join(p.text for p in parts)
    letters = sum(1 for c in text if c.isupper())
    if len(parts) <= 3 and 2 <= len(text) <= 10 and letters >= 2 and letters * 2 >= len(text) and " " not in text:
        return text.replace(".", ""), k + 1
    return None


def _names_group(hit: Hit | None) -> bool:
    """Whether a listed name is that of a group or organisation, and no part of a longer one as a country's can be."""
    return hit is not None and any(actor(a.actor_id).kind in _GROUPS for a in hit.aliases)


def group_at(tokens: Sequence[Token], i: int, hits: Mapping[int, Hit], limit: int) -> tuple[str, str, int] | None:
    """Name, full name and the index after a group's name that starts at token `i`, or None."""
    if not tokens[i].is_capital or tokens[i].kind != "word" or tokens[i].low == "the":
        return None
    follower = tokens[i + 1] if i + 1 < limit else None
    if follower is None or not (follower.is_capital or follower.low in _links()):
        # one capital word is no name of a group
        return None
    k, noun, capitals = i, "", 0
    last = i
    while k < limit and k - i < _LONGEST:
        token = tokens[k]
        if k > i and _names_group(hits.get(k)):
            # "Khalil Ibrahim of the Justice and Equality Movement": a listed group ends whatever stands before it
            break
        if token.low == "and" and k + 1 < limit and tokens[k + 1].low == "the" and tokens[k - 1].text in _nouns():
            # "the Blue River Front and the Red Hills Army" are two
            break
        if token.kind == "word" and token.is_capital:
            capitals += 1
            k += 1
            last = k
            if token.text in _nouns():
                noun = noun or _nouns()[token.text]
            continue
        if (
            token.low in _links()
            and capitals
            and k + 1 < limit
            and (tokens[k + 1].is_capital or tokens[k + 1].low == "the")
        ):
            k += 1
            continue
        break
    if capitals < 2:
        return None
    acronym = acronym_in_brackets(tokens, last)
    name = " ".join(t.text for t in tokens[i:last])
    named = noun or (
        i > 0 and tokens[i - 1].low in _introduced() and _initials_fit(tokens, i, last, acronym[0]) if acronym else ""
    )
    if acronym is not None and named:
        return acronym[0], name, acronym[1]
    closes = tokens[last - 1].text in _nouns() or (tokens[i].text in _nouns() and capitals >= 2)
    # "the People's Army of the Eastern Hills"
    closes = closes or any(
        tokens[k].text in _nouns() and tokens[k + 1].low in ("of", "for") for k in range(i, last - 1)
    )
    if noun == "armed" and closes:
        return name.replace(" - ", "-").replace(" 's", "'s"), name, last
    return None


def acronym_in_list(tokens: Sequence[Token], i: int, hits: Mapping[int, Hit], limit: int) -> str | None:
    """The acronym at token `i` that stands in a list between listed groups: "the CNF, the PNLF and the ALP"."""
    text = tokens[i].text
    if not (text.isupper() and text.isalpha() and _SHORT <= len(text) <= _LONGEST) or i + 1 >= limit or i in hits:
        return None
    k = i - 1 if i and tokens[i - 1].low == "the" else i
    before = next((h for h in (hits.get(k - n) for n in (2, 3)) if h is not None and h.after in (k - 1, k - 2)), None)
    joined = before is not None and all(t.low in _LIST for t in tokens[before.after : k])
    if not joined or not _names_group(before) or tokens[i + 1].low not in _LIST:
        return None
    follower = next((k for k in range(i + 1, min(limit, i + 5)) if tokens[k].low not in (*_LIST, "the")), limit)
    return text if _names_group(hits.get(follower)) else None


def _initials_fit(tokens: Sequence[Token], first: int, after: int, acronym: str) -> bool:
    initials = "".join(t.text[0] for t in tokens[first:after] if t.is_capital)
    return acronym.upper().startswith(initials[:2].upper()) and len(acronym) <= len(initials) + 2
