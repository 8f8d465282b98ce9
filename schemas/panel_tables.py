"""Panels: what analysts count first, as tables. Processes by month, dyads by month, spells of conditions.

Belongs here: their columns, and what they count by. Every value follows from other tables of the release
(`pipelines.tables.panels` and `.spells`); `docs/panels.md` tells the rules in words. Does not belong here: the codes
that they count by (`schemas.codes`).
"""

from schemas.codes import codes
from schemas.table import Column, Table

#: precisions by which a first day lies in one month; a week or range that crosses months counts by its first day
PLACED = ("day", "range", "week", "month")
#: statuses that end a spell of a condition
ENDS = ("met", "withdrawn")
_MEETING = "meetings.status, date_start, date_precision"
_HISTORY = "agreement_status_history, agreements"
_SPELLS = "condition_spells"
#: what happened is dated by its own day, what was said by the day of the report
_DATED = "their own first day lies in the month, known to the day, range, week or month"


def _count(name: str, description: str, inputs: str, unit: str) -> Column:
    return Column(name, "int", description, nullable=False, inputs=inputs, unit=unit)


def _statuses() -> tuple[Column, ...]:
    return tuple(
        _count(f"meetings_{status}", f"Meetings with the status {status}: {_DATED}", _MEETING, "meetings")
        for status in codes("meeting_status")
    )


def _levels() -> tuple[Column, ...]:
    return tuple(
        _count(f"held_{level}", f"Of meetings_held, those with the level {level}", "meetings.level", "meetings")
        for level in codes("level")
    )


#: what both panels count, in their order
COUNTED = (
    *_statuses(),
    *_levels(),
    _count("held_talks", "Of meetings_held, those of kind talks or summit", "meetings.kind", "meetings"),
    _count("held_mediated", "Of meetings_held, those with a mediator", "meetings.mediator_names", "meetings"),
    _count("agreements_proposed", "Agreements first reported as proposed in the month", _HISTORY, "agreements"),
    _count(
        "agreements_reached",
        f"Agreements first agreed or signed in the month: {_DATED}",
        f"{_HISTORY}, claim value date_precision",
        "agreements",
    ),
    _count(
        "agreements_signed",
        f"Agreements first signed in the month: {_DATED}",
        f"{_HISTORY}, claim value date_precision",
        "agreements",
    ),
    _count("agreements_violated", "Agreements first reported as violated in the month", _HISTORY, "agreements"),
    _count("agreements_terminated", "Agreements first reported as terminated in the month", _HISTORY, "agreements"),
    _count("conditions_stated", "Spells of conditions that began in the month", _SPELLS, "conditions"),
    _count("conditions_accepted", "Spells in which it was first accepted in the month", _SPELLS, "conditions"),
    _count("conditions_rejected", "Spells in which it was first rejected in the month", _SPELLS, "conditions"),
    _count("conditions_met", "Spells that ended in the month, met", _SPELLS, "conditions"),
    _count("conditions_withdrawn", "Spells that ended in the month, withdrawn", _SPELLS, "conditions"),
    _count("conditions_open", "Spells open at the end of the month, as far as reported", _SPELLS, "conditions"),
)


_MONTH = Column("month", "date", "First day of the month", nullable=False, inputs="days of what is counted, reports")


def _of_month(unit: str) -> tuple[Column, ...]:
    return (
        Column("year", "int", "Year of the month", nullable=False, inputs="month"),
        Column(
            "is_covered",
            "bool",
            f"The month lies between the first and the last report on the {unit}: a zero means that no report tells of "
            "anything. Months outside have a row only where something is dated there",
            nullable=False,
            inputs="report_records, reports.published_on",
        ),
        _count(
            "n_reports",
            f"Active reports published in the month with a live claim on the {unit}",
            "report_records, reports.published_on",
            "reports",
        ),
        Column(
            "highest_level",
            "string",
            "Highest level among meetings_held; null where none was held",
            codes="level",
            inputs="meetings.level",
        ),
        *COUNTED,
    )


_PROCESS = Column(
    "process_id", "string", "Process", nullable=False, references="processes.process_id", inputs="process_id of rows"
)
_PARTIES = "meeting_participants, agreement_parties, conditions"

PROCESS_MONTHS = Table(
    "process_months",
    "panel",
    "What happened and what was said in a process, month by month. From its first to its last report every month has a "
    "row, zeros included.",
    ("process_id", "month"),
    (_PROCESS, _MONTH, *_of_month("process")),
)

DYAD_MONTHS = Table(
    "dyad_months",
    "panel",
    "The same for each pair of parties to a meeting or agreement, or of holder and addressee of a condition, within a "
    "process. From the first to the last report on the pair every month has a row, zeros included. A meeting of more "
    "than two parties counts for each pair.",
    ("process_id", "actor_a_id", "actor_b_id", "month"),
    (
        _PROCESS,
        Column(
            "actor_a_id",
            "string",
            "One of the two, the first by the alphabet of ids",
            nullable=False,
            references="actors.actor_id",
            inputs=_PARTIES,
        ),
        Column("actor_b_id", "string", "The other", nullable=False, references="actors.actor_id", inputs=_PARTIES),
        _MONTH,
        *_of_month("pair"),
    ),
)

_STEPS = "condition_status_history"

CONDITION_SPELLS = Table(
    "condition_spells",
    "panel",
    "A time in which a condition stood: from the first report of it until a report says that it was met or withdrawn. "
    "Made for survival analysis; one that is stated again after it was withdrawn has another spell.",
    ("condition_id", "spell"),
    (
        Column(
            "condition_id",
            "string",
            "Condition",
            nullable=False,
            references="conditions.condition_id",
            inputs=_STEPS,
        ),
        Column("spell", "int", "Ordinal of the spell of the condition, from 1", nullable=False, inputs=_STEPS),
        Column(
            "process_id",
            "string",
            "Process",
            nullable=False,
            references="processes.process_id",
            inputs="conditions.process_id",
        ),
        Column("holder_actor_id", "string", "Who sets it", references="actors.actor_id", inputs="conditions"),
        Column("addressee_actor_id", "string", "Who must deliver", references="actors.actor_id", inputs="conditions"),
        Column("kind", "string", "What kind of condition", nullable=False, codes="condition_kind", inputs="conditions"),
        Column(
            "conditioned_type",
            "string",
            "Type of what is held up",
            nullable=False,
            codes="conditioned_type",
            inputs="conditions",
        ),
        Column(
            "started_on",
            "date",
            "Day of the first report that it stands; null where it is first heard of as met or withdrawn "
            "(left-censored)",
            inputs=_STEPS,
        ),
        Column("accepted_on", "date", "Day of the first report in the spell that it was accepted", inputs=_STEPS),
        Column("rejected_on", "date", "Day of the first report in the spell that it was rejected", inputs=_STEPS),
        Column("ended_on", "date", "Day of the report that it was met or withdrawn; null while open", inputs=_STEPS),
        Column(
            "end_reason",
            "string",
            "How it ended: met or withdrawn; null while open",
            codes="condition_status",
            inputs=_STEPS,
        ),
        Column(
            "observed_until",
            "date",
            "Last day on which it was looked at: ended_on, else the day of the last report on its process",
            nullable=False,
            inputs="ended_on, reports.published_on",
        ),
        Column(
            "days",
            "int",
            "From started_on to observed_until; null where left-censored",
            inputs="started_on, observed_until",
            unit="days",
        ),
        Column(
            "is_censored",
            "bool",
            "Right-censored: it had not ended by observed_until",
            nullable=False,
            inputs="ended_on",
        ),
    ),
)

_CORE = ("meetings", "agreements", "conditions")
_OF_MONTHS = (*_CORE, "agreement_status_history", "condition_spells", "claim_values", "report_records", "reports")
#: panel -> tables that it is counted from
COUNTED_FROM = {
    "process_months": _OF_MONTHS,
    "dyad_months": (*_OF_MONTHS, "meeting_participants", "agreement_parties", "actors"),
    "condition_spells": (*_CORE, "condition_status_history"),
}
PANEL_TABLES = (CONDITION_SPELLS, PROCESS_MONTHS, DYAD_MONTHS)
