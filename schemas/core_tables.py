"""The three core tables: meetings, agreements and conditions. One row is one real-world thing.

Does not belong here: their participants, provisions and histories (`link_tables.py`).
"""

from schemas.table import Column, Table


def _shared(table: str) -> tuple[Column, ...]:
    return (
        Column(
            "process_id",
            "string",
            "Peace process that the row belongs to",
            nullable=False,
            references="processes.process_id",
            inputs="parties, place and main process of the reports; processes.tsv",
        ),
        Column(
            "n_reports",
            "int",
            "Active reports with a live claim on the row",
            nullable=False,
            inputs="claims",
            unit="reports",
        ),
        Column(
            "n_independent_sources",
            "int",
            "Distinct origins of the live claims: the medium or agency a claim is attributed to, else the byline's "
            "agency, else the outlet; copies of one text are one origin",
            nullable=False,
            inputs="claims, reports.syndication_group",
            unit="sources",
        ),
        Column("first_reported_on", "date", "Day of the first report", inputs="reports.published_on"),
        Column("last_reported_on", "date", "Day of the last report", inputs="reports.published_on"),
        Column(
            "has_conflict",
            "bool",
            "Live claims differ on a field, or claim a step that cannot follow the last one",
            nullable=False,
            inputs=f"field_provenance, {table} status history",
        ),
        Column(
            "ledger_position",
            "int",
            "Position of the latest report, retraction or correction that touched the row",
            nullable=False,
            inputs="ledger",
        ),
    )


def _claimed(name: str, type: str, description: str, claim_field: str, **more: object) -> Column:
    return Column(name, type, description, origin="claimed", claim_field=claim_field, **more)  # type: ignore[arg-type]


_EVIDENCE = Column(
    "evidence",
    "string",
    "Words of a report that the row stands on, capped by the source's rights",
    nullable=False,
    inputs="quote of the best live claim; a correction's reason for rows added by hand",
)

_DATE_COLUMNS = (
    _claimed("date_precision", "string", "How exactly the date is known", "date_precision", codes="date_precision"),
    _claimed("date_text", "string", "Words that the date was read from", "date_text"),
)

MEETINGS = Table(
    "meetings",
    "core",
    "Meetings of peace processes: proposed, scheduled, postponed, cancelled, rejected, ongoing or held.",
    ("meeting_id",),
    (
        Column(
            "meeting_id", "string", "Id of the meeting", nullable=False, inputs="report and sentence of founding claim"
        ),
        _claimed("kind", "string", "What kind of meeting", "kind", nullable=False, codes="meeting_kind"),
        _claimed("status", "string", "Status as last reported", "status", nullable=False, codes="meeting_status"),
        _claimed(
            "level",
            "string",
            "The lower of the two sides' principals",
            "level",
            nullable=False,
            codes="level",
            absent="unspecified",
        ),
        _claimed("date_start", "date", "First day of the interval", "date_start"),
        _claimed("date_end", "date", "Last day of the interval; null for a single day", "date_end"),
        *_DATE_COLUMNS,
        Column(
            "is_overdue",
            "bool",
            "Planned, and the last planned date lies before the newest report of the selection",
            nullable=False,
            inputs="status, date_start, date_end, reports.published_on",
        ),
        Column(
            "place_id", "string", "Place", references="places.place_id", inputs="place_name, country_code; places.tsv"
        ),
        _claimed("place_name", "string", "City or named site", "place"),
        _claimed("country_code", "string", "ISO 3166-1 alpha-2", "country"),
        _claimed("round_number", "int", "Ordinal of the round", "round_number"),
        _claimed("party_names", "string", "Principals", "party", joined=True),
        _claimed("mediator_names", "string", "Mediators", "mediator", joined=True),
        _claimed("host_names", "string", "Hosts", "host", joined=True),
        _claimed("person_names", "string", "Named persons there or expected there", "person", joined=True),
        _claimed("outcome", "string", "What came of it, in a few words of a report", "outcome"),
        _EVIDENCE,
        *_shared("meeting"),
    ),
)

AGREEMENTS = Table(
    "agreements",
    "core",
    "Agreements between parties to conflicts, at any status from proposed to terminated.",
    ("agreement_id",),
    (
        Column(
            "agreement_id",
            "string",
            "Id of the agreement",
            nullable=False,
            inputs="report and sentence of the founding claim",
        ),
        Column(
            "meeting_id",
            "string",
            "Meeting at which it was reached, signed or tabled",
            references="meetings.meeting_id",
            inputs="claim value `meeting`, resolved",
        ),
        _claimed("kind", "string", "Main content", "kind", nullable=False, codes="agreement_kind"),
        Column("pax_stage", "string", "PA-X agreement stage", inputs="kind; code list"),
        _claimed("status", "string", "Status as last reported", "status", nullable=False, codes="agreement_status"),
        _claimed("date", "date", "Day (or first day of the interval) it was reached, signed or tabled", "date_start"),
        *_DATE_COLUMNS,
        Column(
            "place_id", "string", "Place", references="places.place_id", inputs="place_name, country_code; places.tsv"
        ),
        _claimed("place_name", "string", "Where it was reached, signed or tabled", "place"),
        _claimed("country_code", "string", "ISO 3166-1 alpha-2", "country"),
        _claimed("party_names", "string", "Who binds or would bind itself", "party", joined=True),
        _claimed("mediator_names", "string", "Mediators of the negotiation", "mediator", joined=True),
        _EVIDENCE,
        *_shared("agreement"),
    ),
)

CONDITIONS = Table(
    "conditions",
    "core",
    "Conditions that an actor sets for a meeting, an agreement or a step.",
    ("condition_id",),
    (
        Column(
            "condition_id",
            "string",
            "Id of the condition",
            nullable=False,
            inputs="report and sentence of the founding claim",
        ),
        Column(
            "holder_actor_id", "string", "Who sets it", references="actors.actor_id", inputs="holder_name; actors.tsv"
        ),
        _claimed("holder_name", "string", "Who sets it", "holder"),
        _claimed("speaker_name", "string", "Named person who voices it", "speaker"),
        Column(
            "addressee_actor_id",
            "string",
            "Who must deliver",
            references="actors.actor_id",
            inputs="addressee_name; actors.tsv",
        ),
        _claimed("addressee_name", "string", "Who must deliver, where it is a single actor", "addressee"),
        _claimed("demand", "string", "What is demanded", "demand", nullable=False),
        _claimed("kind", "string", "What kind of condition", "kind", nullable=False, codes="condition_kind"),
        _claimed("status", "string", "Status as last reported", "status", nullable=False, codes="condition_status"),
        Column(
            "conditioned_type",
            "string",
            "Type of what is held up",
            nullable=False,
            codes="conditioned_type",
            inputs="claim value `conditioned`, resolved",
        ),
        Column(
            "conditioned_id",
            "string",
            "Meeting or agreement that is held up; null where none fits",
            inputs="claim value `conditioned`, resolved",
        ),
        _claimed("conditioned_text", "string", "The words for what is held up", "conditioned_text"),
        _claimed("deadline", "date", "Last day for fulfilling it", "deadline"),
        _EVIDENCE,
        *_shared("condition"),
    ),
)

CORE_TABLES = (MEETINGS, AGREEMENTS, CONDITIONS)
