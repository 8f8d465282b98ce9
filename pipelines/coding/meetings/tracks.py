"""Tracks: on which matter of a process a meeting is ("prisoner talks", "the boundary commission met").

Belongs here: reading it off the words for the meeting, for a body that sits and for those who sit; what "the
committee" and "its session" stand for. The words stand in `lexicon/meeting_tracks.tsv`. Does not belong here: which
meetings are one (`groups`).
"""

from dataclasses import dataclass, field
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set

_ON = frozenset(("on", "about", "over", "concerning", "regarding"))
_ITS = frozenset(("its", "their", "it", "they"))
#: How many words tell the matter behind "on", name a body before its noun, and lead to a body behind "of".
_MATTER, _NAME, _OF = 3, 3, 5
#: How many sentences back the body may stand that "it" is.
_BACK = 2


@cache
def _tracks(where: str) -> dict[str, str]:
    return {r["word"]: r["track"] for r in lexicon_rows("meeting_tracks") if r["where"] in ("any", where)}


@cache
def _bodies() -> frozenset[str]:
    return word_set("joint_bodies:bodies", "syntax_word_sets")


@cache
def _sitters() -> frozenset[str]:
    return word_set("meeting_tracks:sitters", "syntax_word_sets")


@dataclass(slots=True)
class TrackReader:
    """Reads the tracks of the meetings of one report, sentence by sentence in the order of the text.

    `named`: the noun of a body -> its track; `last`: the sentence that named a body last, and its track.
    """

    report: ParsedReport
    named: dict[str, frozenset[str]] = field(default_factory=dict)
    last: tuple[int, frozenset[str]] = (-9, frozenset())

    def note_bodies(self, parsed: Parsed) -> None:
        """Keep the bodies that a sentence names."""
        tokens, s, bodies = self.report.tokens, parsed.sentence, _bodies()
        for k in range(s.first, s.after) if not parsed.words.isdisjoint(bodies) else ():
            if tokens[k].low in bodies:
                found = self._of_body(s.first, k, s.after)
                if found:
                    self.named[tokens[k].low] = found
                    self.last = (s.number, found)

    def track_of(self, parsed: Parsed, mention: MeetingMention) -> frozenset[str]:
        """The tracks that the words for one meeting tell; empty where they tell none."""
        if mention.kind == "phone_call":
            return frozenset()
        return self._of_name(parsed, mention) or self._of_bodies(parsed, mention) or self._of_sitters(parsed, mention)

    def _of_name(self, parsed: Parsed, mention: MeetingMention) -> frozenset[str]:
        tokens, s = self.report.tokens, parsed.sentence
        found: set[str] = set()
        if mention.rule == "meeting_noun":
            inside = [tokens[k].low for k in range(mention.first, min(mention.after, s.after))]
            found |= {_tracks("name")[w] for w in inside if w in _tracks("name")}
        return frozenset(found) or self._matter(mention.after, s.after)

    def _matter(self, at: int, after: int) -> frozenset[str]:
        """ "On prisoners", "about their oil": right behind the words for a meeting."""
        tokens = self.report.tokens
        if at >= after or tokens[at].low not in _ON:
            return frozenset()
        behind = [tokens[k].low for k in range(at + 1, min(after, at + 1 + _MATTER))]
        return frozenset(_tracks("any")[w] for w in behind if w in _tracks("any"))

    def _of_bodies(self, parsed: Parsed, mention: MeetingMention) -> frozenset[str]:
        """ "The boundary commission met", "a session of the commission on prisoners", "its third session"."""
        tokens, s = self.report.tokens, parsed.sentence
        clause = parsed.clause_at(mention.anchor)
        before = [k for k in clause.tokens if k < mention.anchor]
        behind = range(mention.after, min(s.after, mention.after + _OF))
        of = [*behind] if mention.after < s.after and tokens[mention.after].low == "of" else []
        for k in (*reversed(before), *of):
            if tokens[k].low in _bodies():
                return self._of_body(s.first, k, s.after) or self.named.get(tokens[k].low, frozenset())
        if tokens[mention.first].low in _ITS and s.number - self.last[0] <= _BACK:
            return self.last[1]
        return frozenset()

    def _of_body(self, first: int, k: int, after: int) -> frozenset[str]:
        name = [self.report.tokens[j].low for j in range(max(first, k - _NAME), k)]
        return frozenset(_tracks("name")[w] for w in name if w in _tracks("name")) or self._matter(k + 1, after)

    def _of_sitters(self, parsed: Parsed, mention: MeetingMention) -> frozenset[str]:
        """ "Economic experts of both sides met": the word stands right before those who sit."""
        if mention.rule != "meeting_verb":
            return frozenset()
        tokens = self.report.tokens
        clause = [k for k in parsed.clause_at(mention.anchor).tokens if k <= mention.anchor]
        found = {
            _tracks("any")[tokens[k].low]
            for k in clause
            if tokens[k].low in _tracks("any") and tokens[k + 1].low in _sitters()
        }
        return frozenset(found)
