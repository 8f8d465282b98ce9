"""Causing: who got the sides to sign or to agree, and so mediated.

Belongs here: "the truce that IGAD had got their delegates to sign", "he talked both into accepting the plan". Does not
belong here: verbs and nouns of mediating (`report.roles`), what becomes of the mediators (`mediation`).
"""

from pipelines.coding.agreements.verbs import verb_rows
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row

#: How far the infinitive may stand behind the verb, over those who sign.
_REACH = 9
_BINDING = ("sign", "agree", "accept", "initial")


def who_got_others_to(report: ParsedReport, parsed: Parsed, focus: Focus, first: int, after: int) -> list[str]:
    """Actors that are no side, of which tokens `first` to `after` say that they got others to sign or to agree."""
    causing = word_set("agreement_causing:verbs", "syntax_word_sets")
    found: list[str] = []
    for verb in parsed.predicates:
        if not first <= verb.head < after or not verb.bases & causing or verb.passive or verb.negated or verb.modal:
            continue
        if verb.tense not in ("past", "participle", "present") or not _is_followed(report, parsed, verb.after):
            continue
        subjects = parsed.clause_at(verb.first).subjects
        found += [n for m in subjects for n in focus.resolve(m) if n not in focus.sides and n not in found]
    return found


def _is_followed(report: ParsedReport, parsed: Parsed, after: int) -> bool:
    return caused(report, parsed, after) is not None


def causes(verb: Predicate) -> bool:
    """Whether a verb is one of getting others to do something: "got", "talked", "brought"."""
    return not verb.bases.isdisjoint(word_set("agreement_causing:verbs", "syntax_word_sets"))


def caused(report: ParsedReport, parsed: Parsed, after: int) -> Row | None:
    """The row of the deed that follows those who are to do it: "… the same three to sign", "… both into signing"."""
    for p in parsed.predicates:
        if after < p.first <= after + _REACH and p.tense in ("infinitive", "gerund") and not p.negated:
            return next((row for row, _ in verb_rows(report.tokens, p) if row["effect"] in _BINDING), None)
    return None
