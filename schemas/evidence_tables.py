"""Tables of evidence and of the build itself: reports, claims, provenance, corrections, changes, findings."""

from schemas.table import Column, Table

REPORTS = Table(
    "reports",
    "evidence",
    "Reports of the selection. Never their text.",
    ("report_id",),
    (
        Column("report_id", "string", "Id", nullable=False, inputs="canonical url, text"),
        Column("source_id", "string", "Outlet", nullable=False, references="sources.source_id", inputs="outlet"),
        Column("outlet", "string", "Outlet as the report names it", inputs="report"),
        Column("url", "string", "Address", inputs="report"),
        Column("title", "string", "Title", inputs="report"),
        Column(
            "published_at", "timestamp", "Instant of publication, UTC; null where only a day is known", inputs="report"
        ),
        Column("published_on", "date", "Day of publication in the report's own zone", nullable=False, inputs="report"),
        Column("published_offset", "string", "Offset of that zone from UTC, as +03:00", inputs="report"),
        Column("language", "string", "BCP 47 language", inputs="report"),
        Column("word_count", "int", "Words of the text", nullable=False, inputs="text", unit="words"),
        Column("text_sha256", "string", "SHA-256 of the canonical text, UTF-8", nullable=False, inputs="text"),
        Column("media_type", "string", "Media type of the file it came in", nullable=False, inputs="bytes"),
        Column("status", "string", "Whether it counts", nullable=False, codes="report_status", inputs="ledger"),
        Column(
            "revises_report_id",
            "string",
            "Report that this one revises",
            references="reports.report_id",
            inputs="ledger",
        ),
        Column("syndication_group", "string", "Id of the group of near-identical texts", nullable=False, inputs="text"),
        Column("is_original", "bool", "First of its group", nullable=False, inputs="published_on, ledger"),
        Column("rights", "string", "Rights of its source, in words", inputs="sources"),
        Column("ledger_position", "int", "Position of the event that brought it", nullable=False, inputs="ledger"),
    ),
)

REPORT_RECORDS = Table(
    "report_records",
    "evidence",
    "Which report backs which row.",
    ("report_id", "table_name", "record_id"),
    (
        Column("report_id", "string", "Report", nullable=False, references="reports.report_id", inputs="claims"),
        Column("table_name", "string", "Core table", nullable=False, inputs="claims"),
        Column("record_id", "string", "Row", nullable=False, inputs="claims.record_id"),
        Column("n_claims", "int", "Live claims", nullable=False, inputs="claims", unit="claims"),
    ),
)

CLAIMS = Table(
    "claims",
    "evidence",
    "What one clause of one report asserts about one meeting, agreement or condition.",
    ("claim_id",),
    (
        Column("claim_id", "string", "Id", nullable=False, inputs="report, coder, ordinal"),
        Column("report_id", "string", "Report", nullable=False, references="reports.report_id", inputs="coding"),
        Column("local_key", "string", "Thing spoken of, within the report", nullable=False, inputs="coding"),
        Column("record_type", "string", "meeting, agreement or condition", nullable=False, inputs="coding"),
        Column("record_id", "string", "Row it speaks of; null where it founds none", inputs="resolution"),
        Column("judgement", "string", "Why it stands there", inputs="resolution"),
        Column("span_start", "int", "First code point in the canonical text", nullable=False, inputs="coding"),
        Column("span_end", "int", "Code point after the last", nullable=False, inputs="coding"),
        Column(
            "sentence_number", "int", "Ordinal of the sentence in the report, from 0", nullable=False, inputs="coding"
        ),
        Column("quote", "string", "Words at the span, capped by the source's rights", nullable=False, inputs="text"),
        Column("quote_truncated", "bool", "Whether the cap cut it", nullable=False, inputs="text"),
        Column("realis", "string", "Standing of what is asserted", nullable=False, codes="realis", inputs="coding"),
        Column("is_background", "bool", "Recap of older events", nullable=False, inputs="coding"),
        Column(
            "is_unchecked",
            "bool",
            "Nobody checked its report: it says that a machine compiled it, or its outlet is of low reliability",
            nullable=False,
            inputs="text, sources",
        ),
        Column("speaker_name", "string", "Person who says so", inputs="coding"),
        Column("attributed_to", "string", "Medium, agency or office it is attributed to", inputs="coding"),
        Column("coder", "string", "Coder", nullable=False, inputs="coding"),
        Column("coder_version", "string", "Version of the coder", nullable=False, inputs="coding"),
        Column("rule", "string", "Rule that made it", nullable=False, inputs="coding"),
        Column("confidence", "float", "Estimated precision of the rule", nullable=False, inputs="coding", unit="0..1"),
        Column("status", "string", "Whether it has a voice", nullable=False, codes="claim_status", inputs="ledger"),
        Column("status_reason", "string", "Why it has none", inputs="rules on one claim, ledger"),
    ),
)

CLAIM_VALUES = Table(
    "claim_values",
    "evidence",
    "The values of a claim, each with the span it was read from.",
    ("claim_id", "field", "seq"),
    (
        Column("claim_id", "string", "Claim", nullable=False, references="claims.claim_id", inputs="coding"),
        Column("field", "string", "Field", nullable=False, inputs="coding"),
        Column("seq", "int", "Ordinal among the values of the field", nullable=False, inputs="coding"),
        Column("value", "string", "Value", nullable=False, inputs="coding"),
        Column("span_start", "int", "First code point; null where inferred", inputs="coding"),
        Column("span_end", "int", "Code point after the last", inputs="coding"),
    ),
)

FIELD_PROVENANCE = Table(
    "field_provenance",
    "evidence",
    "For each claimed field of each row: the values claimed, by whom, and which one the policy chose.",
    ("table_name", "record_id", "field", "seq"),
    (
        Column("table_name", "string", "Table", nullable=False, inputs="tables"),
        Column("record_id", "string", "Key of the row, joined by |", nullable=False, inputs="tables"),
        Column("field", "string", "Column", nullable=False, inputs="tables"),
        Column("seq", "int", "Ordinal, the chosen ones first", nullable=False, inputs="tables"),
        Column("claim_id", "string", "Claim", references="claims.claim_id", inputs="claims"),
        Column("correction_id", "string", "Correction", references="corrections.correction_id", inputs="corrections"),
        Column("value", "string", "Value claimed", inputs="claim_values"),
        Column("chosen", "bool", "Whether the row says so", nullable=False, inputs="policies.tsv"),
        Column("policy", "string", "Policy that chose", nullable=False, inputs="policies.tsv"),
    ),
)

CORRECTIONS = Table(
    "corrections",
    "evidence",
    "Decisions of persons, which outrank the machine's.",
    ("correction_id",),
    (
        Column("correction_id", "string", "Id", nullable=False, inputs="the line's values"),
        Column("action", "string", "What it does", nullable=False, codes="correction_action", inputs="correction"),
        Column("table_name", "string", "Table", inputs="correction"),
        Column("record_id", "string", "Row", inputs="correction"),
        Column("other_id", "string", "Other row or name", inputs="correction"),
        Column("claim_ids", "string", "Claims to split off", joined=True, inputs="correction"),
        Column("field", "string", "Column", inputs="correction"),
        Column("old_value", "string", "Value that it replaces", inputs="correction"),
        Column("new_value", "string", "Value that it sets", inputs="correction"),
        Column("author", "string", "Who decided", nullable=False, inputs="correction"),
        Column("reason_code", "string", "Kind of reason", inputs="correction"),
        Column("reason", "string", "Reason", inputs="correction"),
        Column("decided_on", "date", "Day of the decision", nullable=False, inputs="correction"),
        Column("status", "string", "Whether it holds", nullable=False, codes="correction_status", inputs="tables"),
        Column("status_reason", "string", "Why, in words", nullable=False, inputs="tables"),
        Column(
            "row_id",
            "string",
            "Row or actor that it speaks of now: record_id after redirects, or the row that it founded; null for none",
            inputs="record_id, redirects",
        ),
        Column("ledger_position", "int", "Position of its event", nullable=False, inputs="ledger"),
    ),
)

REJECTED_INPUTS = Table(
    "rejected_inputs",
    "evidence",
    "Inputs that are no reports, and why.",
    ("input_id",),
    (
        Column("input_id", "string", "Id", nullable=False, inputs="uri, bytes, reason"),
        Column("uri", "string", "Path, relative to the one given", nullable=False, inputs="intake"),
        Column("sha256", "string", "SHA-256 of the bytes", nullable=False, inputs="intake"),
        Column("reason_code", "string", "Why", nullable=False, codes="rejection_reason", inputs="intake"),
        Column("reason", "string", "Why, in words", nullable=False, inputs="intake"),
        Column("ledger_position", "int", "Position of the event", nullable=False, inputs="ledger"),
    ),
)

REDIRECTS = Table(
    "redirects",
    "evidence",
    "Ids that no longer stand, and where their rows went.",
    ("old_id",),
    (
        Column("old_id", "string", "Id that no longer stands", nullable=False, inputs="resolution"),
        Column("new_id", "string", "Id that stands in its place", nullable=False, inputs="resolution"),
        Column("reason", "string", "Why", nullable=False, inputs="resolution"),
    ),
)

CHANGES = Table(
    "changes",
    "build",
    "What differs from the release before.",
    ("table_name", "record_id", "field"),
    (
        Column("table_name", "string", "Table", nullable=False, inputs="release before"),
        Column("record_id", "string", "Key of the row, joined by |", nullable=False, inputs="release before"),
        Column(
            "field",
            "string",
            "Column; empty for added, removed and merged rows",
            nullable=False,
            inputs="release before",
        ),
        Column("kind", "string", "What happened", nullable=False, codes="change_kind", inputs="release before"),
        Column("old_value", "string", "Value before", inputs="release before"),
        Column("new_value", "string", "Value now", inputs="tables"),
        Column("since_release", "string", "Release compared with", nullable=False, inputs="ledger"),
    ),
)

FINDINGS = Table(
    "findings",
    "build",
    "What the checks report.",
    ("check", "table_name", "record_id", "field"),
    (
        Column("check", "string", "Name of the check", nullable=False, inputs="validation"),
        Column("table_name", "string", "Table", nullable=False, inputs="validation"),
        Column(
            "record_id",
            "string",
            "Key of the row, joined by |; empty for the whole table",
            nullable=False,
            inputs="validation",
        ),
        Column("field", "string", "Column; empty for the whole row", nullable=False, inputs="validation"),
        Column("severity", "string", "Whether it blocks", nullable=False, codes="severity", inputs="validation"),
        Column("message", "string", "What is wrong", nullable=False, inputs="validation"),
    ),
)

EVIDENCE_TABLES = (
    REPORTS,
    REPORT_RECORDS,
    CLAIMS,
    CLAIM_VALUES,
    FIELD_PROVENANCE,
    CORRECTIONS,
    REJECTED_INPUTS,
    REDIRECTS,
    CHANGES,
    FINDINGS,
)
