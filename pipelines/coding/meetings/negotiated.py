"""Negotiated: rounds told by the text that came of them ("was worked out by the two teams in Abuja from 3 to 5 May").

Belongs here: passive verbs of bargaining with both sides behind "by", at a place, on a day. Does not belong here: the
text itself (`agreements`), who bargains by himself (`verbs`).
"""

from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.verb_objects import VerbObjects
from pipelines.coding.report.arguments import list_after
from pipelines.coding.scope.governing import govern_verb
from pipelines.coding.scope.standing import meeting_status
from pipelines.coding.text.word_scan import word_set

_BY_REACH = 4
_BOTH = 2


@cache
def _verbs() -> frozenset[str]:
    return word_set("negotiated:verbs", "syntax_word_sets")


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words.split()[0] for words in _verbs())


class NegotiatedMeetings(VerbObjects):
    """Reads rounds off what was negotiated in them."""

    def of_negotiated(self, parsed: Parsed, predicate: Predicate) -> MeetingMention | None:
        """The round in which both sides worked out a text."""
        if not predicate.passive or predicate.bases.isdisjoint(_first_words()) or parsed.sentence.is_question:
            return None
        follower = self.report.tokens[predicate.after].low if predicate.after < parsed.sentence.after else ""
        if not any(base in _verbs() or f"{base} {follower}" in _verbs() for base in predicate.bases):
            return None
        agents = list_after(self.report, ("by", "between"), predicate.after, parsed.sentence.after, _BY_REACH)
        if len(self.names_of(agents)) < _BOTH or not self._is_placed(parsed, predicate, both=True):
            return None
        status = meeting_status(govern_verb(self.report, parsed, predicate, "hold"))
        if status is None or status[0] not in ("held", "ongoing"):
            return None
        mention = MeetingMention(
            predicate.first, predicate.after, predicate.head, parsed.sentence.number, "meeting_verb", "talks", *status
        )
        self.add(mention, agents)
        mention.named_parties = len(mention.parties) >= _BOTH
        return mention if mention.named_parties else None
