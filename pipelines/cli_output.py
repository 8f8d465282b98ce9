"""What the `parley` command prints: plain lines, colour on a terminal, JSON for machines."""

import json

import click
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from pipelines.inspection.explanation import Evidence, Explanation
from pipelines.inspection.status import Status
from pipelines.inspection.verification import Verified
from pipelines.intake.receiving import OUTCOMES, Received


def show_received(received: Received, as_json: bool) -> None:
    """What one `add` did."""
    if as_json:
        items = [
            {
                "uri": i.uri,
                "outcome": i.outcome,
                "report_id": i.report_id,
                "reason_code": i.reason_code,
                "reason": i.reason,
            }
            for i in received.items
        ]
        click.echo(json.dumps({**received.counts, "position": received.position, "items": items}, ensure_ascii=False))
        return
    for item in received.items:
        if item.outcome == "rejected":
            known = " (known)" if item.known else ""
            click.echo(f"rejected{known} {item.uri}: {item.reason}", err=True)
    counts = ", ".join(f"{received.count(outcome)} {outcome}" for outcome in OUTCOMES)
    click.echo(f"{counts}; the ledger is at position {received.position}")


def show_status(status: Status, as_json: bool) -> None:
    """Where a home stands."""
    if as_json:
        click.echo(json.dumps(status.as_json(), ensure_ascii=False))
        return
    click.echo(f"home             {status.home}")
    click.echo(f"ledger           position {status.ledger_position}")
    click.echo(
        f"reports          {status.reports} ({status.active_reports} active), {status.rejected_inputs} inputs rejected"
    )
    click.echo(f"not yet coded    {status.uncoded_reports}")
    click.echo(f"files in inbox   {status.files_in_inbox}")
    last = f"{status.last_release} (ledger position {status.last_release_position})" if status.last_release else "none"
    click.echo(f"last release     {last}")
    click.echo(f"last failure     {status.last_failure or 'none'}")


def show_verified(results: list[Verified], as_json: bool) -> None:
    """What was verified."""
    if as_json:
        rows = [{"subject": r.subject, "problem": r.problem, "note": r.note} for r in results]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for result in results:
        if result.problem:
            click.echo(f"BROKEN  {result.subject}: {result.problem}")
        elif result.note:
            click.echo(f"skipped {result.subject}: {result.note}")
        else:
            click.echo(f"ok      {result.subject}")


def show_explanation(found: Explanation, console: Console) -> None:
    """The whole chain for one row. Text from reports is never read as markup."""
    if found.asked_for != found.record_id:
        console.print(f"{escape(found.asked_for)} was merged into {escape(found.record_id)}")
    console.print(f"[bold]{found.table}[/bold] {found.record_id}  release {found.release}")
    for field in found.fields:
        console.print()
        console.print(Text.assemble((field.field, "bold"), " = ", (field.value or "(empty)", "bold cyan")))
        if not field.evidence:
            console.print(f"  derived from {field.inputs}" if field.inputs else "  no claim speaks of it", style="dim")
            continue
        console.print(f"  policy: {field.policy}", style="dim")
        for evidence in field.evidence:
            _show_evidence(evidence, console)


def _show_evidence(evidence: Evidence, console: Console) -> None:
    mark, style = ("for", "green") if evidence.chosen else ("against", "yellow")
    said = f" (says {evidence.speaker})" if evidence.speaker else ""
    console.print(Text.assemble("  ", (f"{mark:<8}", style), evidence.value, (said, "dim")))
    s = evidence
    console.print(
        Text.assemble(
            "    ",
            s.sentence[: s.highlight_start],
            (s.sentence[s.highlight_start : s.highlight_end], "bold reverse"),
            s.sentence[s.highlight_end :],
        )
    )
    where = [evidence.outlet or "", evidence.published_on or "", evidence.url or "", evidence.report_id or ""]
    console.print(f"    {escape(', '.join(w for w in where if w))}", style="dim", soft_wrap=True)
    console.print(
        f"    claim {evidence.claim_id or evidence.correction_id}, rule {escape(evidence.rule)}, confidence "
        f"{evidence.confidence:.2f}, {evidence.status}, ledger position {evidence.ledger_position}",
        style="dim",
        soft_wrap=True,
    )
