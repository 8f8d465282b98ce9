"""Pronouns of texts: "it" that is said of an agreement named since the last meeting, and so of no meeting.

Belongs here: "tried their luck with a truce. It lasted five months". Does not belong here: what is said of the
agreement (`pronouns`), of the meeting (`meetings.verbs`).
"""

from collections.abc import Sequence

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.meetings.mention import MeetingMention

#: How many sentences before the pronoun the agreement may stand.
_BACK = 1


def without_pronouns_of_texts(
    mentions: Sequence[MeetingMention], texts: Sequence[AgreementMention]
) -> list[MeetingMention]:
    """The mentions without those by a pronoun that stands for an agreement."""
    anaphors = {m.anchor for m in texts if m.anaphor}
    return [
        m for m in mentions if not (m.strength == "pronoun" and m.first in anaphors and _is_of_text(m, mentions, texts))
    ]


def _is_of_text(m: MeetingMention, mentions: Sequence[MeetingMention], texts: Sequence[AgreementMention]) -> bool:
    """Whether the agreement was named last, in the sentence before."""
    named = [t.anchor for t in texts if not t.anaphor and t.anchor < m.first and m.sentence - t.sentence <= _BACK]
    met = [o.anchor for o in mentions if o.strength != "pronoun" and o.anchor < m.first]
    return bool(named) and max(named) > max(met, default=-1)
