"""Agreement parts: several agreements that are named together, told one by one.

Belongs here: "three annexes were signed: on the transition on 27 February, on revenue on 13 July"; what one of "two
papers" takes over from both. Does not belong here: which words stand for one of several (`elliptic_phrases`).
"""

from collections.abc import Sequence

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set

#: How many sentences back they may be named together.
_BACK = 3
_TOPICS = ("on", "about", "concerning", "regarding", "for")
_ITEM = 9
_MAKING = ("sign", "agree", "initial")
_BREAKS = (",", ";", "and", ".")


def is_of_several(phrase: EventPhrase) -> bool:
    """Whether the noun is of several agreements."""
    return names_several(phrase.row["words"]) and phrase.row.get("part") != "yes"


def names_several(words: str) -> bool:
    """Whether words name several texts or bargains: "peace accords", "memoranda of understanding"."""
    return words.split(" of ")[0].split()[-1] in word_set("agreement_parts:several", "syntax_word_sets")


def listed_phrases(report: ParsedReport, parsed: Parsed, named: Sequence[EventPhrase]) -> list[EventPhrase]:
    """The items of a list that tells several agreements one by one, each by its matter and its day."""
    tokens, s = report.tokens, parsed.sentence
    if not parsed.words & {":", "—", "–"} or not (several := next((p for p in named if is_of_several(p)), None)):
        return []
    colon = next((k for k in range(several.after, s.after) if tokens[k].low in (":", "—", "–")), None)
    if colon is None:
        return []
    found, start = [], colon + 1
    for dated in report.dates_in(colon, s.after):
        begin = next((k for k in range(start, dated.first) if tokens[k].low in _TOPICS), None)
        if (
            begin is None
            or dated.first - begin > _ITEM
            or tokens[begin - 1].low not in (":", "—", "–", *_BREAKS, "one")
        ):
            return []
        end = dated.first - (tokens[dated.first - 1].low in ("on", "in", "of"))
        row = {**several.row, "part": "yes"}
        found.append(EventPhrase(begin, begin, max(end, begin + 1), row, False, ("another",), None, (), ()))
        start = dated.after
    return found if len(found) >= 2 else []


def take_over(report: ParsedReport, part: AgreementMention, several: AgreementMention | None) -> bool:
    """Give one of several what is told of all of them; False where it is told of none, or too far before."""
    if several is None or not 0 <= part.sentence - several.sentence <= _BACK or several.status is None:
        return False
    if several.named_apart > 1:
        # "two texts, the exchange and the verification … The second": told by its name already
        part.status, part.strength, part.definite = None, "weak", False
        return False
    several.is_parted = True
    part.kind = several.kind
    if part.status is None:
        part.status, part.realis, part.effect = several.status, several.realis, several.effect
        part.words = several.words
    if part.deed not in _MAKING:
        part.deed = several.deed
    if not part.named_parties:
        part.parties, part.sources = list(several.parties), list(several.sources)
        part.named_parties = several.named_parties
    part.mediators += [n for n in several.mediators if n not in part.mediators]
    return True


def date_over(part: AgreementMention, several: AgreementMention) -> None:
    """Give one of several the day and the place of all, where it has none of its own."""
    if part.date is not None and not part.after <= part.date.first <= part.after + 1 and part.at is None:
        # a day in what it contains: "the other deals with those locked up since December"
        part.date = part.made = None
    if part.date is None:
        part.date, part.made = several.date, several.made
    elif part.made is None and several.deed in _MAKING and part.realis == "actual":
        part.made = part.date
    part.place = part.place or several.place


def is_verb_of_part(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether "deals" is a verb: "the other deals with the displaced"."""
    tokens = report.tokens
    heads = word_set("agreement_ellipses:orders", "syntax_word_sets") | {"one"}
    before = tokens[phrase.noun - 1].low if phrase.noun else ""
    follower = tokens[phrase.after].low if phrase.after < len(tokens) else ""
    return tokens[phrase.noun].low == "deals" and before in heads and follower == "with"


def is_second_text(report: ParsedReport, m: AgreementMention, before: AgreementMention) -> bool:
    """Whether two texts are signed at once: "a declaration on force and a programme of measures were signed"."""
    tokens = report.tokens
    same = m.at is not None and m.at == before.at and m.status == before.status == "signed"
    joined = tokens[m.first - 1].low == "and" or (
        tokens[m.first - 1].low in ("a", "an") and tokens[m.first - 2].low == "and"
    )
    lone = tokens[m.first].low in ("a", "an", "another")
    return same and joined and lone and not before.definite and m.noun != before.noun
