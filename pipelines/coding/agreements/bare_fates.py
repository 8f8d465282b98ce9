"""Bare fates: how an agreement ended, told right after it by words that do not name it ("Neither side did").

Belongs here: the phrases of agreement_fates.tsv in the clause or the sentence behind an agreement. Does not belong
here: verbs that have "it" as subject or object (`pronouns`), fire and violations (`breaches`).
"""

from collections.abc import Sequence

from pipelines.coding.agreements.group import AgreementGroup
from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_tables import phrases

_STANDING = frozenset(("agreed", "signed"))
#: How far into a sentence its words on the fate may begin: "The next day both camps took up arms again".
_OPENING = 7
#: After these words nobody tells that it came so ("as they did so"); and what a participle needs before it.
_BEFORE = frozenset(("as", "when", "if", "until", "before", "after", "unless", "whether", "once", "that", "while"))
_PARTICIPLES, _BEING = (
    frozenset(("carried", "observed", "kept", "honoured", "respected", "used")),
    frozenset(("been", "was", "were", "is", "are", "and")),
)


def note_fates(report: ParsedReport, groups: Sequence[AgreementGroup]) -> None:
    """Add to each agreement that stands what the words right behind its last mention tell of its fate."""
    named = {m.sentence for g in groups for m in g.mentions}
    for group in groups:
        told = [m for m in group.mentions if m.status is not None]
        if not told or not set(group.statuses) <= _STANDING:
            continue
        fate = _fate_behind(report, told[-1], named)
        if fate is not None:
            group.mentions.append(fate)


def _fate_behind(report: ParsedReport, m: AgreementMention, named: set[int]) -> AgreementMention | None:
    sentences = report.prose.sentences
    own = sentences[m.sentence]
    stretches = [(own, m.after, own.after)]
    if m.sentence + 1 < len(sentences) and m.sentence + 1 not in named:
        after = sentences[m.sentence + 1]
        if after.paragraph == own.paragraph and not after.is_question:
            stretches.append((after, after.first, min(after.after, after.first + _OPENING + 1)))
    for s, first, stop in stretches:
        for row, at, end in phrases("agreement_fates", "words").all_in(report.tokens, first, s.after, s.words):
            if at < stop and _is_told(report, at, s.first):
                return AgreementMention(
                    at, end, at, s.number, "agreement_noun", "", row["status"], "actual", "fate",
                    definite=True, strength="weak", noun="fate", at=at,
                )  # fmt: skip
    return None


def _is_told(report: ParsedReport, at: int, first: int) -> bool:
    """Whether words are those of a clause of their own, and a participle has its auxiliary."""
    before = report.tokens[at - 1].low if at > first else ""
    if report.tokens[at].low in _PARTICIPLES:
        return before in _BEING
    return before not in _BEFORE
