"""Signing frames: signatures that are an event of their own, told without a noun like "ceremony".

Belongs here: which signed agreement of a report makes a meeting too. Does not belong here: the agreement itself
(`frames`).

A signature on a day and at a place, news of the day or still to come, is a meeting; a mere "signed in Oslo in 1993" of
the past is not.
"""

from collections.abc import Sequence
from datetime import timedelta

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.names.mention import PlaceMention
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport

#: Verbs of agreeing that tell of a negotiation at a place.
_BARGAINED = frozenset(("hammer out", "thrash out", "negotiate", "work out", "iron out", "settle"))
_NEWS = timedelta(days=7)
_LEAD_PARAGRAPHS = 3
_FIRST_PARAGRAPHS = 2


def _there(m: AgreementMention, report: ParsedReport) -> PlaceMention | None:
    """The place of the sentence before, where that of a signature opens with "there": "There the two ministers signed a
    code of conduct"."""
    sentences = report.prose.sentences
    s = sentences[m.sentence]
    if report.tokens[s.first].low != "there" or m.sentence == 0 or sentences[m.sentence - 1].paragraph != s.paragraph:
        return None
    before = sentences[m.sentence - 1]
    named = [p for p in report.places_in(before.first, before.after) if p.name]
    return named[-1] if named else None


def signing_meetings(mentions: Sequence[AgreementMention], report: ParsedReport, focus: Focus) -> list[MeetingMention]:
    """Meeting mentions for the signatures among agreement mentions."""
    found = []
    for m in mentions:
        if m.words in _BARGAINED and m.status == "agreed" and m.place is not None and _is_news(m, report):
            made = _mention(m, "held", "actual", m.place, report, focus)
            made.kind = "talks"
            found.append(made)
        if m.effect not in ("sign", "initial"):
            continue
        there = _there(m, report)
        news = _is_news(m, report)
        place = m.place or there or (report.cast.here if news else None)
        if m.status in ("signed", "agreed") and news and _is_told(m, report):
            made = _mention(m, "held", "actual", place, report, focus)
            made.at_dateline = place is not None and place not in (m.place, there)
            if place is not None or made.persons:
                found.append(made)
        elif m.status == "under_negotiation" and m.realis == "planned" and m.place is not None and m.date is not None:
            found.append(_mention(m, "scheduled", "planned", m.place, report, focus))
    return found


def add_signers(
    meetings: Sequence[MeetingMention], mentions: Sequence[AgreementMention], report: ParsedReport, focus: Focus
) -> None:
    """Who signs "at the end of a meeting" sat in it."""
    signed = next((m for m in mentions if m.effect in ("sign", "initial") and m.status in ("signed", "agreed")), None)
    parsed = report.sentence(signed.anchor) if signed is not None else None
    if signed is None or parsed is None:
        return
    close = next((m for m in meetings if m.status in (None, "held") and m.kind != "phone_call"), None)
    if close is None:
        return
    for subject in parsed.clause_at(signed.anchor).subjects:
        person = focus.person_for(subject)
        known = report.cast.persons.get(person) if person else None
        if known is not None and (known.name, known.actor or "") not in close.persons:
            close.persons.append((known.name, known.actor or ""))


def _is_told(m: AgreementMention, report: ParsedReport) -> bool:
    """Whether a verb tells the signature; "the declaration signed on Saturday" further down only names the paper."""
    clause = report.clause_at(m.anchor)
    verb = clause.verb if clause is not None else None
    first = report.prose.sentences[m.sentence].first
    if clause is not None and report.tokens[clause.first].low != "and":
        first = clause.first
    signers = {o.person for o in report.actors_in(first, verb.first if verb is not None else first) if o.person}
    if signers and verb is not None:
        partner, joint = report.tokens[verb.first - 1], report.tokens[verb.first - 2]
        if joint.low == "and" and partner.is_capital:
            # "Girija Prasad Koirala and Prachanda signed": a name of one word, whoever that is
            signers |= {partner.text}
    if len(signers) == 1 and verb is not None and not verb.passive and not verb.bases.isdisjoint(m.words.split()[:1]):
        # "where the president signed the plan": he alone
        return False
    paragraph = report.prose.sentences[m.sentence].paragraph
    if paragraph and verb is not None and not verb.passive and m.after == verb.first:
        # "in the declaration signed on Saturday"
        return False
    if paragraph <= _FIRST_PARAGRAPHS:
        return True
    return verb is not None and not verb.bases.isdisjoint(m.words.split()[:1])


def _is_news(m: AgreementMention, report: ParsedReport) -> bool:
    """Whether the signature is of these days and not only recalled."""
    sentence = report.prose.sentences[m.sentence]
    if m.date is None or m.date.mention.interval.end is None:
        words = {t.low for t in report.tokens[sentence.first : sentence.after]}
        fresh = bool(words & {"today", "tonight", "here"}) or "this morning" in report.prose.words(
            sentence.first, sentence.after
        )
        if sentence.paragraph <= _LEAD_PARAGRAPHS and not m.definite and fresh:
            return True
        opens = sentence.paragraph <= (_FIRST_PARAGRAPHS if m.definite else _LEAD_PARAGRAPHS)
        if opens and _tells_signers(m, report):
            return True
        return sentence.paragraph <= _FIRST_PARAGRAPHS and _tells_news(m, report)
    age = report.published - m.date.mention.interval.end
    return timedelta(0) <= age <= _NEWS


def _tells_signers(m: AgreementMention, report: ParsedReport) -> bool:
    """Whether the main verb of a sentence has persons of two sides sign, as the news of a report does."""
    parsed = report.sentence(m.anchor)
    clause = parsed.clause_at(m.anchor) if parsed is not None else None
    verb = clause.verb if clause is not None and not clause.mark else None
    if clause is None or verb is None or verb.tense != "past" or verb.perfect or verb.modal or verb.negated:
        return False
    if verb.bases.isdisjoint(m.words.split()[:1]):
        return False
    signers = [n for s in clause.subjects if s.person for n in s.actors]
    return len(set(signers)) >= 2


def _tells_news(m: AgreementMention, report: ParsedReport) -> bool:
    """Whether a signature without a day is told as news: by a main verb of the lead, "signed a pact", "have signed"."""
    parsed = report.sentence(m.anchor)
    clause = parsed.clause_at(m.anchor) if parsed is not None else None
    verb = clause.verb if clause is not None and not clause.mark else None
    if parsed is None or verb is None or not m.named_parties or verb.bases.isdisjoint(m.words.split()[:1]):
        return False
    if report.tokens[verb.first].low == "had" or verb.modal or verb.negated:
        return False
    return (verb.tense == "present" and verb.perfect) or (verb.tense == "past" and not m.definite)


def _mention(
    m: AgreementMention, status: str, realis: str, place, report: ParsedReport, focus: Focus
) -> MeetingMention:
    made = MeetingMention(
        m.first, m.after, m.anchor, m.sentence, "meeting_signing", "signing_ceremony", status, realis,
        parties=list(m.parties), mediators=list(m.mediators), sources=list(m.sources), place=place, date=m.date,
        named_parties=m.named_parties, strength="signing", speaker=m.speaker, attributed=m.attributed, effect="sign",
    )  # fmt: skip
    parsed = report.sentence(m.anchor)
    if parsed is not None:
        for other in parsed.mentions:
            person = focus.person_for(other)
            known = report.cast.persons.get(person) if person else None
            if known is not None and known.actor in (*m.parties, *focus.sides) and other.noun == "person":
                made.persons.append((known.name, known.actor or ""))
            if (
                other.level
                and (other.actors or known is not None)
                and set(focus.resolve(other)) & {*m.parties, *focus.sides}
            ):
                made.others.setdefault("levels", []).append(other.level)
    return made
