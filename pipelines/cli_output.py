"""What the `parley` command prints: plain lines, colour on a terminal, JSON for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.markup import escape
from rich.text import Text

if TYPE_CHECKING:
    from pipelines.corrections.examination import Examined
    from pipelines.corrections.recording import Recorded
    from pipelines.inspection.alternatives import Alternative
    from pipelines.inspection.dossier import Dossier
    from pipelines.inspection.explanation import Decision, Evidence, Explanation
    from pipelines.inspection.status import Status
    from pipelines.inspection.verification import Verified
    from pipelines.intake.receiving import Received
    from pipelines.validation.tableset import Row


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
    counts = ", ".join(f"{count} {outcome}" for outcome, count in received.counts.items())
    click.echo(f"{counts}; the ledger is at position {received.position}")


def show_dossier(found: Dossier, as_json: bool) -> None:
    """Where a page lies."""
    if as_json:
        pages = [{"process_id": p.id, "name": p.name, "page": str(p.path)} for p in found.others]
        click.echo(json.dumps({"page": str(found.page.path), "processes": pages}, ensure_ascii=False))
        return
    click.echo(str(found.page.path))


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
        for alternative in field.alternatives:
            _show_alternative(alternative, console)
    for decision in found.decisions:
        _show_decision(decision, console)


def _show_alternative(alternative: Alternative, console: Console) -> None:
    value = "nothing would back the row" if alternative.row_goes else f"= {alternative.value or '(empty)'}"
    line = f"  what would change it: without {', '.join(alternative.without)} {value}"
    console.print(escape(line), style="dim", soft_wrap=True)


def _show_decision(decision: Decision, console: Console) -> None:
    what = f"{decision.action} {decision.field or ''}".strip()
    console.print()
    console.print(Text.assemble((what, "bold"), f" by {decision.author} on {decision.decided_on}: {decision.status}"))
    console.print(f"  {escape(decision.status_reason)}", soft_wrap=True)
    console.print(escape(f"  why: {decision.reason or 'no reason given'}"), soft_wrap=True)
    place = f"correction {decision.correction_id}, ledger position {decision.ledger_position}"
    console.print(f"  {place}", style="dim", soft_wrap=True)


def show_examined(examined: Sequence[Examined], recorded: Recorded | None, lint: bool, as_json: bool) -> None:
    """What the lines of a corrections file do, or would do."""
    faulty = sum(bool(e.faults) for e in examined)
    if as_json:
        lines = [_examined_json(e) for e in examined]
        done = asdict(recorded) if recorded else {"appended": 0, "known": 0, "position": None}
        click.echo(json.dumps({**done, "lint": lint, "faulty": faulty, "lines": lines}, ensure_ascii=False))
        return
    for e in examined:
        for fault in e.faults:
            click.echo(f"line {e.line.number}: wrong: {fault.what}; {fault.mend}")
        if e.verdict:
            known = " (known already)" if e.known else ""
            click.echo(f"line {e.line.number}: {e.verdict.status}{known}: {_subject(e)}: {e.verdict.reason}")
        if e.note:
            click.echo(f"line {e.line.number}: note: {e.note}")
    if faulty:
        click.echo(f"{faulty} of {len(examined)} lines are wrong; nothing was appended", err=True)
    elif recorded:
        click.echo(
            f"{recorded.appended} corrections appended, {recorded.known} known already; the ledger is at position "
            f"{recorded.position}; they show in the next `parley build`"
        )
    else:
        click.echo(f"{len(examined)} lines read, none wrong; nothing was appended")


def _subject(e: Examined) -> str:
    correction = e.line.correction
    assert correction is not None and e.verdict is not None
    row = e.verdict.row_id or correction.record_id or ""
    return " ".join(part for part in (correction.action, row, correction.field) if part)


def _examined_json(e: Examined) -> dict[str, Any]:
    return {
        "line": e.line.number,
        "action": e.line.action,
        "correction_id": e.line.correction.correction_id if e.line.correction else None,
        "row_id": e.verdict.row_id if e.verdict else None,
        "status": e.verdict.status if e.verdict else None,
        "reason": e.verdict.reason if e.verdict else None,
        "known": e.known,
        "faults": [asdict(fault) for fault in e.faults],
        "note": e.note,
    }


def show_changes(rows: Sequence[Row], as_json: bool) -> None:
    """Rows of `changes`: one line a row that came, went or was merged, and one a cell that changed."""
    if as_json:
        shown = [{k: v for k, v in row.items() if k != "since_release"} for row in rows]
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for row in rows:
        subject = f"{row['table_name']} {row['record_id']}"
        if row["kind"] == "changed":
            old, new = ("(empty)" if row[c] is None else row[c] for c in ("old_value", "new_value"))
            click.echo(f"changed {subject} {row['field']}: {old} -> {new}")
        elif row["kind"] == "merged":
            click.echo(f"merged  {subject} into {row['new_value']}")
        else:
            click.echo(f"{row['kind']:<7} {subject}")
    counts = Counter(row["kind"] for row in rows)
    click.echo(", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())) or "no difference")


def _show_evidence(evidence: Evidence, console: Console) -> None:
    mark, style = ("for", "green") if evidence.chosen else ("against", "yellow")
    said = f" (says {evidence.speaker})" if evidence.speaker else ""
    console.print(Text.assemble("  ", (f"{mark:<8}", style), evidence.value or "(empty)", (said, "dim")))
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
