"""Agreement apposition: phrases that name no agreement of their own, beside the one named right before.

Belongs here: whether a phrase is another name, the title, the form or a term of that agreement. Does not belong here:
how the agreement stands (`standing`), mentions further apart (`likeness`).
"""

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.standing import Standing
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words

_APPOSED = 12
#: What may stand between a verb that names and the name.
_BEFORE_TITLES = frozenset(("the", "a", "an", '"', "“", "'", "‘"))
_QUOTES = ('"', "“", "'", "‘", "«")
#: How far a title may stand behind "bears".
_TITLED = 5
#: How far what an agreement holds may stand behind its verb: "provides for a".
_HELD = 2


def is_title(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether a phrase is the title of what was spoken of before: "it bears the title …", "it is called …", "a paper
    which they call the Declaration of X"."""
    verb = next((p for p in reversed(parsed.predicates) if p.after <= phrase.first), None)
    if verb is None or phrase.first - verb.after > _TITLED:
        return False
    gap = {t.low for t in report.tokens[verb.after : phrase.noun]}
    if gap & word_set("agreement_apposition:titles", "syntax_word_sets"):
        return True
    named = bool(verb.bases & word_set("agreement_apposition:naming", "syntax_word_sets"))
    told = parsed.clause_at(verb.first).mark in ("relative", "that") and report.tokens[phrase.noun].is_capital
    if named and not verb.passive and told:
        gap = {t.low for t in report.tokens[verb.after : phrase.first]}
    elif not verb.passive:
        return False
    return named and gap <= _BEFORE_TITLES


def is_apposed(report: ParsedReport, phrase: EventPhrase, previous: AgreementMention, standing: Standing) -> bool:
    """Whether a phrase is another name for the agreement before it: "…, known as …", "…, an exchange that …"."""
    tokens = report.tokens
    if [t.low for t in tokens[phrase.first - 2 : phrase.first]] == ["known", "as"]:
        return True
    if _is_form(report, phrase, previous, standing):
        return True
    named = phrase.definite and tokens[phrase.noun].is_capital and not standing.statements
    if named and previous.strength == "weak" and not previous.definite and _is_beside(report, phrase, previous):
        return True
    if _is_named_again(report, phrase, previous, standing):
        return True
    if standing.status not in ("agreed", "signed", "implemented") or phrase.definite:
        return False
    close = 0 < phrase.first - previous.after <= _APPOSED
    return close and previous.rule == "agreement_verb" and tokens[phrase.first - 1].low in (",", "—", "–")


def _is_named_again(report: ParsedReport, phrase: EventPhrase, previous: AgreementMention, standing: Standing) -> bool:
    """Whether a text that was made is told once more by what it is: "signed a document on Monday, a "consensus" to
    open talks"."""
    if phrase.definite or standing.statements or previous.status not in ("agreed", "signed") or previous.kind:
        return False
    tokens = report.tokens
    lead = phrase.first - 1 if tokens[phrase.first - 1].low not in _QUOTES else phrase.first - 2
    opens = phrase.first if tokens[phrase.first].low in ("a", "an") else lead
    lead = opens - 1 if tokens[opens].low in ("a", "an") else lead
    gap = tokens[previous.after : lead + 1]
    listed = tokens[phrase.after].low == "and" or any(t.low == "and" for t in gap)
    if tokens[lead].low != "," or listed or len(gap) > _APPOSED or previous.definite:
        return False
    return not report.predicates_in(previous.after, phrase.first)


def _is_beside(report: ParsedReport, phrase: EventPhrase, previous: AgreementMention) -> bool:
    """Whether a comma alone parts a name from the text that it names: "a text of ten points, the Declaration of X"."""
    gap = report.tokens[previous.after : phrase.first]
    commas = sum(t.low == "," for t in gap)
    verbs = report.predicates_in(previous.after, phrase.first)
    return bool(gap) and gap[-1].low == "," and commas == 1 and len(gap) <= _APPOSED and not verbs


def _is_form(report: ParsedReport, phrase: EventPhrase, previous: AgreementMention, standing: Standing) -> bool:
    """Whether a phrase is the text in which the agreement before it was put: "agreed on a truce in a joint
    statement"."""
    lead = report.tokens[phrase.first - 1].low
    made = previous.status in ("agreed", "signed") and previous.at is not None and previous.kind != phrase.row["kind"]
    open_form = phrase.row["kind"] in ("", "framework") and not phrase.definite and not previous.definite
    told = standing.status in (None, "agreed", "signed")
    return lead in ("in", "by", "through", "with") and made and open_form and told


def is_content_of(report: ParsedReport, parsed: Parsed, phrase: EventPhrase, previous: AgreementMention) -> bool:
    """Whether the agreement named before holds this one: "the plan foresees a truce"."""
    if phrase.definite or previous.rule == "agreement_verb":
        return False
    verb = next((p for p in reversed(parsed.predicates) if p.head < phrase.first), None)
    if verb is None or phrase.first - verb.after > _HELD or not verb.bases & words("agreement_term_verbs"):
        return False
    named = any(m.actors or m.person for m in parsed.clause_at(verb.first).subjects)
    return not named and previous.after <= verb.first and not verb.passive


def is_bound_in(
    report: ParsedReport, parsed: Parsed, phrase: EventPhrase, previous: AgreementMention, mention: AgreementMention
) -> bool:
    """Whether sides bind themselves to something in the text named before: "in a declaration both committed
    themselves to a truce"."""
    lead = report.tokens[previous.first - 1].low if previous.first > parsed.sentence.first else ""
    led = lead in ("in", "by", "with") or report.tokens[previous.first].low in ("in", "by", "with")
    text = previous.kind in ("", "framework") and previous.rule == "agreement_noun"
    bound = mention.adds or mention.effect == "agree"
    return led and text and bound and not phrase.definite and previous.first - parsed.sentence.first <= _HELD
