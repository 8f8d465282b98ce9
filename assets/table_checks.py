"""Every check of `pipelines.validation` as a blocking Dagster check: one factory, one op a table and concern.

A failing check stops what is downstream of its table, and with it the release; a warning is shown and stops nothing.
No error is caught here: a bug in a check fails its step as a bug and never looks like bad data.
"""

import dagster as dg

from assets.build_resource import CurrentBuild
from assets.table_specs import rows_metadata
from pipelines.validation.checks import Check, all_checks, blocking
from pipelines.validation.finding import Finding


def table_checks() -> list[dg.AssetChecksDefinition]:
    """Every check, by table in the order of the catalogue."""
    return [table_check(check) for check in all_checks()]


def table_check(check: Check) -> dg.AssetChecksDefinition:
    """One check as a blocking asset check."""

    @dg.asset_check(asset=check.table, name=check.concern, description=check.description, blocking=True)
    def run(build: dg.ResourceParam[CurrentBuild]) -> dg.AssetCheckResult:
        return check_result(list(check.run(build.tables, build.build.texts)))

    return run


def check_result(findings: list[Finding], name: str | None = None) -> dg.AssetCheckResult:
    """What a check found, in figures that the UI plots over runs, with the first rows it is about.

    `name`: of a check that its asset runs itself.
    """
    errors = blocking(findings)
    ordered = errors + [f for f in findings if f not in errors]
    told: dict[str, dg.MetadataValue] = {
        "errors": dg.MetadataValue.int(len(errors)),
        "warnings": dg.MetadataValue.int(len(findings) - len(errors)),
    }
    if findings:
        rows = [(f.record_id, f.field, f.message) for f in ordered]
        told["rows"] = rows_metadata(("row", "field", "message"), rows)
    return dg.AssetCheckResult(
        check_name=name,
        passed=not findings,
        severity=dg.AssetCheckSeverity.ERROR if errors else dg.AssetCheckSeverity.WARN,
        description=f"{len(errors)} errors, {len(findings) - len(errors)} warnings",
        metadata=told,
    )
