"""The stages before the tables: inbox to ledger, reports to claims, what the build sees, which claims belong together.

Belongs here: one asset a stage; its docstring is what the UI shows. Does not belong here: what a stage does.
"""

from datetime import UTC, datetime

import dagster as dg

from assets.build_resource import CurrentBuild
from assets.table_checks import check_result
from assets.table_specs import OWNERS, rows_metadata
from pipelines.release.appending import take_claims, take_inbox, unread_reports
from pipelines.release.staging import stage_resolution, stage_selection


@dg.asset(group_name="1_intake", owners=OWNERS, kinds={"python", "sqlite"})
def received_reports(build: dg.ResourceParam[CurrentBuild]) -> dg.MaterializeResult:
    """Reports taken from the inbox into the ledger.

    Each file of the inbox is a new report, a duplicate of one we have, a revised version of one, rejected with a
    reason, or skipped. Files stay where they are; reading them again changes nothing. A build as of a position or
    day takes nothing in.
    """
    received = take_inbox(build.build, now=datetime.now(UTC), cause=build.cause, settled=build.settled)
    rejected = received.newly_rejected
    return dg.MaterializeResult(
        metadata={
            **received.counts,
            "ledger_position": received.position,
            "newly_rejected": len(rejected),
            "rejections": rows_metadata(("input", "reason"), [(i.uri, i.reason or "") for i in rejected]),
        }
    )


@dg.asset(
    deps=[received_reports],
    group_name="2_coding",
    owners=OWNERS,
    kinds={"python", "sqlite"},
    check_specs=[dg.AssetCheckSpec("read", asset="recorded_claims", description="The coder broke on no report.")],
)
def recorded_claims(build: dg.ResourceParam[CurrentBuild]) -> dg.MaterializeResult:
    """Claims that the coder found in reports, recorded in the ledger.

    A claim is what one clause of a report asserts about one meeting, agreement or condition, with the words that it
    stands on. Each report is read once by each version of the coder; a run costs what is new. A report that breaks
    the coder gives no claims and is told, until another version reads it.
    """
    coded = take_claims(build.build, cause=build.cause)
    coder = build.build.coder
    return dg.MaterializeResult(
        metadata={
            "reports_coded": coded.reports,
            "claims_found": coded.claims,
            "reports_known": coded.known,
            "reports_newly_failed": coded.newly_failed,
            "coder": f"{coder.name} {coder.version}",
        },
        check_results=[check_result(unread_reports(coded.failed), "read")],
    )


@dg.asset(deps=[recorded_claims], group_name="3_resolution", owners=OWNERS, kinds={"python", "json"})
def selection(build: dg.ResourceParam[CurrentBuild]) -> dg.MaterializeResult:
    """What the build sees of the ledger, fixed before anything is made from it.

    All later stages read up to the same position, whatever is appended meanwhile. With `as_of` this is the state at
    a position (what we had) or at the end of a day (what had been published).
    """
    selected = stage_selection(build.build)
    return dg.MaterializeResult(
        metadata={
            "as_of": build.build.selection.name,
            "ledger_position": selected.head,
            "reports": len(selected.reports),
            "corrections": len(selected.corrections),
        }
    )


@dg.asset(deps=[selection], group_name="3_resolution", owners=OWNERS, kinds={"python", "json"})
def judgements(build: dg.ResourceParam[CurrentBuild]) -> dg.MaterializeResult:
    """Decisions which claims speak of the same meeting, agreement or condition.

    Claims are read in the order of the ledger. The claims of a report on one thing join the best record that fits,
    or found a new one; each decision is kept with its reasons (column `judgement` of the table `claims`).
    """
    resolution = stage_resolution(build.build)
    return dg.MaterializeResult(
        metadata={
            "claims": len(resolution.judgements),
            "meetings": len(resolution.of_type("meeting")),
            "agreements": len(resolution.of_type("agreement")),
            "conditions": len(resolution.of_type("condition")),
        }
    )
