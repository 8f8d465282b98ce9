"""Tables that hang on the core tables: participants, parties, provisions and status histories."""

from schemas.table import Column, Table

_PARENT_INPUTS = "resolution"

MEETING_PARTICIPANTS = Table(
    "meeting_participants",
    "core",
    "Who took or takes part in a meeting, in which role. Persons are actors too, and represent one.",
    ("meeting_id", "actor_id", "role"),
    (
        Column("meeting_id", "string", "Meeting", nullable=False, references="meetings.meeting_id", inputs="meetings"),
        Column("actor_id", "string", "Actor", nullable=False, references="actors.actor_id", inputs="actor_name"),
        Column(
            "role", "string", "Role at the meeting", nullable=False, codes="role", inputs="field the name stands in"
        ),
        Column(
            "actor_name",
            "string",
            "Name",
            nullable=False,
            origin="claimed",
            claim_field="party|mediator|host|observer|guarantor|witness|person|absent",
        ),
        Column(
            "represents_actor_id",
            "string",
            "Actor that a person represents",
            references="actors.actor_id",
            inputs="claim value person_actor",
        ),
        Column("level", "string", "Level of a person", codes="level", inputs="persons.tsv"),
        Column(
            "attendance",
            "string",
            "Whether it came",
            nullable=False,
            codes="attendance",
            inputs="meetings.status, claim value absent",
        ),
        Column("n_reports", "int", "Active reports that name it", nullable=False, inputs="claims", unit="reports"),
    ),
)

AGREEMENT_PARTIES = Table(
    "agreement_parties",
    "core",
    "Who is party, mediator, guarantor or witness to an agreement, and what position reports give it.",
    ("agreement_id", "actor_id", "role"),
    (
        Column(
            "agreement_id",
            "string",
            "Agreement",
            nullable=False,
            references="agreements.agreement_id",
            inputs="agreements",
        ),
        Column("actor_id", "string", "Actor", nullable=False, references="actors.actor_id", inputs="actor_name"),
        Column("role", "string", "Role", nullable=False, codes="role", inputs="field the name stands in"),
        Column(
            "actor_name",
            "string",
            "Name",
            nullable=False,
            origin="claimed",
            claim_field="party|mediator|guarantor|witness",
        ),
        Column(
            "position",
            "string",
            "What reports say of its position",
            nullable=False,
            codes="position",
            inputs="claim values accepts and rejects",
        ),
    ),
)

PROVISIONS = Table(
    "provisions",
    "core",
    "What an agreement provides: one row a kind, more for different quantities or directions.",
    ("provision_id",),
    (
        Column("provision_id", "string", "Id", nullable=False, inputs="agreement_id, kind, ordinal"),
        Column(
            "agreement_id",
            "string",
            "Agreement",
            nullable=False,
            references="agreements.agreement_id",
            inputs=_PARENT_INPUTS,
        ),
        Column(
            "kind",
            "string",
            "Content",
            nullable=False,
            codes="provision_kind",
            origin="claimed",
            claim_field="provision_kind",
        ),
        Column(
            "quantity",
            "float",
            "Figure: of one side in symmetric swaps, the lower bound of ranges",
            origin="claimed",
            claim_field="provision_quantity",
            unit="as in unit",
        ),
        Column("unit", "string", "Unit", codes="provision_unit", origin="claimed", claim_field="provision_unit"),
        Column(
            "basis",
            "string",
            "What the figure counts",
            codes="provision_basis",
            origin="claimed",
            claim_field="provision_basis",
        ),
        Column(
            "obligor_names",
            "string",
            "Who must perform it",
            origin="claimed",
            claim_field="provision_obligor",
            joined=True,
        ),
        Column("deadline", "date", "Last day for it", origin="claimed", claim_field="provision_deadline"),
        Column("text", "string", "Words of a report", origin="claimed", claim_field="provision_text"),
        Column(
            "disputes_id",
            "string",
            "The provision whose figure other reports give as this one; null where the figure was chosen",
            references="provisions.provision_id",
            inputs="quantity",
        ),
    ),
)


def _history(record: str) -> Table:
    return Table(
        f"{record}_status_history",
        "history",
        f"Each step in the life of a {record}, as reported. Copies of a report add no line.",
        (f"{record}_id", "seq"),
        (
            Column(
                f"{record}_id",
                "string",
                f"The {record}",
                nullable=False,
                references=f"{record}s.{record}_id",
                inputs=_PARENT_INPUTS,
            ),
            Column(
                "seq",
                "int",
                "Order: effective date, else reported_on, then the ledger's order",
                nullable=False,
                inputs="effective_date, reported_on, ledger",
            ),
            Column(
                "status",
                "string",
                "Status claimed",
                nullable=False,
                codes=f"{record}_status",
                origin="claimed",
                claim_field="status",
            ),
            Column(
                "step",
                "string",
                "Finer step, where the report gives one",
                origin="claimed",
                claim_field="step",
            ),
            Column(
                "reported_on", "date", "Day of the report in its own zone", inputs="reports.published_on or decided_on"
            ),
            Column("effective_date", "date", "Day on which the step took effect", inputs="claim value date_start"),
            Column("planned_date", "date", "Day planned at this step", inputs="claim value date_start"),
            Column(
                "report_id",
                "string",
                "Report that says so; null for a correction",
                references="reports.report_id",
                inputs="claims",
            ),
            Column("claim_id", "string", "Claim", references="claims.claim_id", inputs="claims"),
            Column("reason", "string", "Why the step counts or not", nullable=False, inputs="lifecycle.tsv"),
            Column(
                "counted",
                "bool",
                "Whether the step can follow the last counted one",
                nullable=False,
                inputs="lifecycle.tsv",
            ),
        ),
    )


MEETING_STATUS_HISTORY = _history("meeting")
AGREEMENT_STATUS_HISTORY = _history("agreement")
CONDITION_STATUS_HISTORY = _history("condition")

LINK_TABLES = (
    MEETING_PARTICIPANTS,
    AGREEMENT_PARTIES,
    PROVISIONS,
    MEETING_STATUS_HISTORY,
    AGREEMENT_STATUS_HISTORY,
    CONDITION_STATUS_HISTORY,
)
