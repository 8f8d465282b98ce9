"""The declarations of tables hold together, and hold what users of a release are promised."""

import re
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.release.codebook import codebook_markdown
from schemas.catalogue import CORE_TABLE_OF, RECORD_TYPE_OF, TABLES, groups
from schemas.claims import RECORD_TYPES, VALUE_FIELDS
from schemas.codes import CODE_LISTS, codes
from schemas.table import ARROW_TYPES, Column, Table

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
SHARED = "process_id n_reports n_independent_sources first_reported_on last_reported_on has_conflict ledger_position"
_COUNTED = (
    "year is_covered n_reports highest_level meetings_proposed meetings_scheduled meetings_postponed "
    "meetings_cancelled meetings_rejected meetings_ongoing meetings_held held_head_of_state held_minister held_envoy "
    "held_delegation held_technical held_unspecified held_talks held_mediated agreements_proposed agreements_reached "
    "agreements_signed agreements_violated agreements_terminated conditions_stated conditions_accepted "
    "conditions_rejected conditions_met conditions_withdrawn conditions_open"
)
#: table -> (key, columns beside it) that users of a release are promised; others may stand beside them
PROMISED = {
    "meetings": (
        "meeting_id",
        "kind status level date_start date_end date_precision date_text is_overdue place_id place_name country_code "
        "round_number party_names mediator_names host_names person_names outcome evidence " + SHARED,
    ),
    "agreements": (
        "agreement_id",
        "meeting_id kind pax_stage status date date_precision place_id place_name country_code party_names "
        "mediator_names evidence " + SHARED,
    ),
    "conditions": (
        "condition_id",
        "holder_actor_id holder_name speaker_name addressee_actor_id addressee_name demand kind status "
        "conditioned_type conditioned_id conditioned_text deadline evidence " + SHARED,
    ),
    "meeting_participants": (
        "meeting_id actor_id role",
        "actor_name represents_actor_id level attendance n_reports",
    ),
    "agreement_parties": ("agreement_id actor_id role", "actor_name position"),
    "provisions": ("provision_id", "agreement_id kind quantity unit basis obligor_names deadline text"),
    **{
        f"{record}_status_history": (
            f"{record}_id seq",
            "status step reported_on effective_date planned_date report_id claim_id reason counted",
        )
        for record in ("meeting", "agreement", "condition")
    },
    "process_months": ("process_id month", _COUNTED),
    "dyad_months": ("process_id actor_a_id actor_b_id month", _COUNTED),
    "condition_spells": (
        "condition_id spell",
        "process_id holder_actor_id addressee_actor_id kind conditioned_type started_on accepted_on rejected_on "
        "ended_on end_reason observed_until days is_censored",
    ),
    "processes": ("process_id", "name core_party_ids pax_process_id ucdp_id origin first_day last_day"),
    "actors": ("actor_id", "name kind represents_actor_id gwcode ucdp_id wikidata_id"),
    "actor_aliases": ("actor_id alias kind valid_from", "valid_to"),
    "places": ("place_id", "name kind country_code latitude longitude geonames_id"),
    "sources": ("source_id", "name kind"),
    "reports": (
        "report_id",
        "source_id outlet url title published_at published_on published_offset language word_count text_sha256 "
        "media_type status revises_report_id syndication_group is_original rights",
    ),
    "report_records": ("report_id table_name record_id", "n_claims"),
    "claims": (
        "claim_id",
        "report_id local_key record_type record_id judgement span_start span_end sentence_number quote "
        "quote_truncated realis is_background speaker_name attributed_to coder coder_version rule confidence status "
        "status_reason",
    ),
    "claim_values": ("claim_id field seq", "value span_start span_end"),
    "field_provenance": ("table_name record_id field seq", "claim_id correction_id value chosen policy"),
    "corrections": (
        "correction_id",
        "action table_name record_id other_id claim_ids field old_value new_value author reason_code reason "
        "decided_on status ledger_position",
    ),
    "rejected_inputs": ("input_id", "uri sha256 reason_code reason ledger_position"),
    "redirects": ("old_id", "new_id reason"),
    "changes": ("table_name record_id field", "kind old_value new_value since_release"),
    "findings": ("check table_name record_id field", "severity message"),
}
#: code list -> its codes, as users of a release were told them
PROMISED_CODES = {
    "meeting_kind": "talks summit bilateral_meeting phone_call consultation signing_ceremony conference other",
    "meeting_status": "proposed scheduled postponed cancelled rejected ongoing held",
    "level": "head_of_state minister envoy delegation technical unspecified",
    "agreement_kind": "ceasefire prisoner_exchange humanitarian confidence_building framework comprehensive procedural "
    "protocol renewal other",
    "agreement_status": "proposed under_negotiation agreed signed implemented suspended violated rejected terminated",
    "provision_kind": "prisoner_exchange ceasefire withdrawal humanitarian_access return_of_remains territorial "
    "sanctions security_guarantee monitoring elections power_sharing disarmament talks_continuation border_opening "
    "other",
    "provision_basis": "per_side total at_least up_to approximate",
    "provision_unit": "prisoners bodies days km persons other",
    "condition_kind": "precondition demand red_line guarantee sequencing",
    "condition_status": "stated accepted rejected met withdrawn",
    "realis": "actual planned hypothetical denied unknown",
    "date_precision": "day range week month quarter year relative unknown",
    "report_status": "active retracted superseded",
    "claim_status": "live superseded rejected retracted",
    "correction_action": "confirm override reject merge split add alias",
    "correction_status": "applied orphaned conflicting redundant",
    "change_kind": "added changed removed merged",
}


def claim_fields(table: Table) -> set[str]:
    """Fields of the claims that can back a table's cells."""
    parents = [table.name, *(c.references.split(".")[0] for c in table.columns if c.references)]
    records = [RECORD_TYPE_OF[name] for name in parents if name in RECORD_TYPE_OF]
    return {name.rstrip("*") for record in records for name in VALUE_FIELDS[record]}


def test_every_promised_table_has_its_key_and_columns():
    assert set(PROMISED) == set(TABLES)
    for name, (key, columns) in PROMISED.items():
        assert TABLES[name].key == tuple(key.split()), name
        assert set(columns.split()) <= set(TABLES[name].column_names), name


def test_every_promised_code_is_known():
    for name, promised in PROMISED_CODES.items():
        assert codes(name) == tuple(promised.split()), name
    assert {"party", "mediator", "host", "observer", "guarantor", "witness"} <= set(codes("role"))


def test_keys_are_columns_without_nulls_and_come_first():
    for table in TABLES.values():
        assert table.column_names[: len(table.key)] == table.key, table.name
        assert not any(table.column(name).nullable for name in table.key), table.name
        assert len(set(table.column_names)) == len(table.columns), table.name


def test_references_lead_to_the_key_of_a_table():
    for table, column in COLUMNS:
        if column.references:
            target, _, name = column.references.partition(".")
            assert TABLES[target].key == (name,), f"{table.name}.{column.name}"
            assert TABLES[target].column(name).type == column.type, f"{table.name}.{column.name}"


def test_every_column_says_where_its_values_come_from():
    for table, column in COLUMNS:
        where = f"{table.name}.{column.name}"
        assert column.origin in ("claimed", "derived"), where
        if column.origin == "claimed":
            assert column.inputs is None and column.claim_field, where
            assert set(column.claim_field.split("|")) <= claim_fields(table), where
        else:
            assert column.inputs and column.claim_field is None, where


def test_a_claimed_code_is_one_that_claims_can_hold():
    for table, column in COLUMNS:
        if column.codes:
            assert column.codes in CODE_LISTS, f"{table.name}.{column.name}"
            assert column.absent is None or column.absent in codes(column.codes), f"{table.name}.{column.name}"


def test_descriptions_are_words_and_the_same_name_has_the_same_type():
    types: dict[str, set[str]] = {}
    for table, column in COLUMNS:
        assert len(column.description) > 1 and column.description == column.description.strip()
        assert column.type in ARROW_TYPES
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        if column.name not in ("value", "date"):
            types.setdefault(column.name, set()).add(column.type)
        assert column.joined is False or column.type == "string", f"{table.name}.{column.name}"
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_arrow_schemas_are_flat_and_carry_every_description():
    for table in TABLES.values():
        schema = table.arrow_schema()
        assert schema.names == list(table.column_names)
        assert not any(pa.types.is_nested(field.type) for field in schema)
        assert schema.metadata[b"primary_key"].decode() == ", ".join(table.key)
        assert schema.metadata[b"description"].decode() == table.description
        for column, field in zip(table.columns, schema, strict=True):
            assert field.nullable == column.nullable
            assert field.metadata[b"description"].decode() == column.description
            assert field.metadata[b"origin"].decode() == column.origin


def test_an_unknown_column_is_a_key_error_that_names_the_table():
    with pytest.raises(KeyError, match="meetings has no column colour"):
        TABLES["meetings"].column("colour")


def test_core_tables_and_record_types_are_one_to_one():
    assert tuple(CORE_TABLE_OF) == RECORD_TYPES
    assert {RECORD_TYPE_OF[table]: table for table in RECORD_TYPE_OF} == CORE_TABLE_OF
    assert set(CORE_TABLE_OF.values()) <= set(TABLES)
    assert [t.name for tables in groups().values() for t in tables] == sorted(
        TABLES, key=lambda name: (list(groups()).index(TABLES[name].group), list(TABLES).index(name))
    )


def test_every_code_has_a_definition_and_stands_once_in_its_list():
    for name, listed in CODE_LISTS.items():
        assert all(key == code.code and code.definition for key, code in listed.items()), name
        assert all(re.fullmatch(r"[a-z][a-z_]*", code) for code in listed), name
    assert all(code.pax and code.plover for code in CODE_LISTS["agreement_kind"].values())


def test_declarations_cannot_be_changed_while_running():
    with pytest.raises(AttributeError):
        TABLES["meetings"].name = "gatherings"  # type: ignore[misc]
    assert Column("a", "int", "A").nullable is True


def test_the_codebook_in_docs_is_that_of_the_declarations():
    path = ROOT / "docs" / "codebook.md"
    assert path.read_text(encoding="utf-8") == codebook_markdown(), "run `make codebook`"


def test_the_codebook_tells_of_every_table_column_and_code():
    text = codebook_markdown()
    for table in TABLES.values():
        section = text.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        assert all(f"\n| `{column.name}` | {column.type} |" in section for column in table.columns), table.name
    for name, listed in CODE_LISTS.items():
        section = text.split(f"\n### {name}\n")[1].split("\n### ")[0]
        assert all(f"\n| `{code}` |" in section for code in listed), name


def test_the_codebook_s_tables_are_whole_markdown():
    for block in re.findall(r"(?:^\|.*\n)+", codebook_markdown(), re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1, block
