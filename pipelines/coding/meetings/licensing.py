"""Licensing: no meeting stands as held on words that do not tell it as true.

Belongs here: which mentions are licensed, and what is left of a meeting whose every telling is not.
Does not belong here: what licenses (`scope.licences`), denials (`denials`), plans and refusals known by their words
(`scope.governing`).
"""

from collections.abc import Sequence

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.meetings.claims import MeetingWhole, are_opposing
from pipelines.coding.meetings.group import DONE, MeetingGroup
from pipelines.coding.meetings.groups import status_of
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.twins import overlap, who
from pipelines.coding.meetings.verbs import meet_verbs
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.licences import SCOPE, SOURCE, why_unlicensed
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

#: How many sentences behind a rumour a confirmation may stand.
_SENTENCES = 2
_PAIR = 2
#: How far behind a verb of meeting, or behind those who meet, stands with whom or of whom.
_PARTNER = 4


def mark_unlicensed(mentions: Sequence[MeetingMention], report: ParsedReport) -> None:
    """Note why each mention of what is told as done is not told as true."""
    for m in mentions:
        parsed = report.parsed.get(m.sentence)
        if m.status in DONE and not m.unlicensed and parsed is not None:
            why = why_unlicensed(report, parsed, m.anchor) or (SCOPE if _is_of_others(m, parsed, report) else "")
            m.unlicensed = "" if why == SOURCE and _is_confirmed(m, report) else why


def _is_of_others(mention: MeetingMention, parsed: Parsed, report: ParsedReport) -> bool:
    """Whether a verb has people meet whom nobody can name: "leaders of a dozen states gathered", "A and B sat with
    them", where the sides or those spoken of last would be a guess."""
    if mention.rule != "meeting_verb":
        return False
    verb = next((p for p in parsed.predicates if p.first <= mention.anchor < p.after), None)
    meets = verb is None or meet_verbs().longest(report.tokens, verb.head) is not None
    if verb is not None and not meets and verb.bases.isdisjoint(word_set("licences:contacts", "syntax_word_sets")):
        # who was with whom, by a verb that is no meeting by itself: "dreamed of a meeting with her" is none at all
        return True
    tokens, told = report.tokens, {m.first for _, m in mention.sources}
    for k in range(mention.anchor + 1, min(parsed.sentence.after, mention.anchor + 1 + _PARTNER)):
        if tokens[k - 1].low in ("with", "to") and tokens[k].low == "them" and k not in told:
            return bool(mention.parties)
    if told and min(told) > mention.anchor and any(tokens[k].low == "before" for k in range(mention.anchor, min(told))):
        # "shook hands before the president and the envoy"
        return True
    subjects = parsed.clause_at(mention.anchor).subjects
    if mention.named_parties or len(subjects) != 1:
        return False
    k = subjects[0].after
    if k + 1 >= parsed.sentence.after or tokens[k].low not in ("of", "from"):
        return False
    return not any(m.actors or m.noun == "collective" for m in report.actors_in(k, k + _PARTNER))


def _is_confirmed(mention: MeetingMention, report: ParsedReport) -> bool:
    """Whether the next sentences confirm what somebody who need not know has told."""
    sentences = report.prose.sentences
    here = sentences[mention.sentence]
    for s in sentences[mention.sentence : mention.sentence + 1 + _SENTENCES]:
        first = mention.after if s.number == here.number else s.first
        found = next(phrases("confirming_cues", "words").all_in(report.tokens, first, s.after), None)
        if s.paragraph == here.paragraph and found is not None:
            return True
    return False


def licensed_only(groups: Sequence[MeetingGroup]) -> list[MeetingGroup]:
    """The meetings, those told as done by no licensed mention with what else is told of them, or not at all."""
    kept = []
    for group in groups:
        done = [m for m in group.mentions if m.status in DONE]
        if group.status in DONE and done and all(m.unlicensed for m in done):
            for m in done:
                m.status = None
            if not group.statuses:
                continue
            group.status = status_of(group)
        kept.append(group)
    return kept


def without_denied(groups: Sequence[MeetingGroup], focus: Focus) -> list[MeetingGroup]:
    """The meetings, without those that the report only names as done and elsewhere tells to have been called off or
    denies: "called off Monday's meeting in Djibouti. The meeting collapsed over protocol." """
    off = [g for g in groups if g.status in ("cancelled", "rejected")]
    return [g for g in groups if not (g.status in DONE and any(_is_denied_by(g, o, focus) for o in off))]


def _is_denied_by(group: MeetingGroup, off: MeetingGroup, focus: Focus) -> bool:
    done = [m for m in group.mentions if m.status in DONE]
    if not all(m.definite and m.rule == "meeting_noun" for m in done) or who(group, focus) != who(off, focus):
        return False
    mine, its = group.place, off.place
    placed = mine is not None and its is not None and mine.name is not None and mine.name == its.name
    apart = not placed and mine is not None and its is not None
    one, two = group.interval, off.interval
    dated = one is not None and two is not None and overlap(one, two)
    if apart or (one is not None and two is not None and not dated):
        return False
    return placed or (dated and off.status == "cancelled")


def is_known_who(whole: MeetingWhole, report: ParsedReport, focus: Focus) -> bool:
    """Whether the report tells who sat at a meeting said to be held: the sides, one of them with somebody named, or
    others by a verb that has them met. Whoever else was spoken of last, or stands near, is a guess."""
    if len(focus.sides) < _PAIR:
        return True
    if whole.status not in DONE or set(whole.parties) & set(focus.sides) or are_opposing(whole.parties, focus):
        return len(whole.parties) >= _PAIR or whole.status not in DONE or bool(whole.group.named)
    return any(m.named_parties and _is_met(m, report) for m in whole.group.mentions)


def _is_met(mention: MeetingMention, report: ParsedReport) -> bool:
    """Whether a finite verb tells the meeting, or words that have no verb of their own: "on the line to X"."""
    parsed = report.parsed.get(mention.sentence)
    if mention.rule != "meeting_verb" or parsed is None:
        behind = [m.first for _, m in mention.sources if m.first > mention.anchor]
        between = {report.tokens[k].low for k in range(mention.anchor, min(behind, default=mention.anchor))}
        return mention.kind == "phone_call" or not between.isdisjoint(("between", "with", "of"))
    verb = next((p for p in parsed.predicates if p.first <= mention.anchor < p.after), None)
    return verb is None or verb.is_finite
