"""The `parley` command: a thin face on the functions of this package.

Belongs here: options, exit statuses and printing. Exit status 0: done; 1: done, but something was rejected or a
check failed, or another process was in the way; 2: the command itself was wrong. Dagster is never imported
here: `build` and `ui` hand over to a process of their own. A command imports what it needs when it is called, so that
the others do not wait for that.
"""

import functools
import json
import os
import secrets
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipelines.home import Home, HomeError, home_from
from pipelines.plain_errors import Hindrance, WrongRequest

if TYPE_CHECKING:
    from pipelines.ledger.store import Ledger
    from pipelines.tables.coded_files import CodedFile

Command = TypeVar("Command", bound=Callable[..., Any])


class Wrong(click.ClickException):
    """The command itself was wrong: exit status 2."""

    exit_code = 2


def clear_errors(command: Command) -> Command:
    """Turn the errors that a user can mend into one line and an exit status."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except WrongRequest as error:
            raise Wrong(str(error)) from error
        except Hindrance as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            where = f" {error.filename}" if error.filename else ""
            raise click.ClickException(f"{error.strerror or error}{where}; check space and rights") from error

    return wrapped  # type: ignore[return-value]


def intake_options(command: Command) -> Command:
    """Options for files that bring no front matter."""
    for option in (
        click.option("--language", help="Language (BCP 47) of files that name none."),
        click.option("--url", help="Address of files that name none."),
        click.option("--outlet", help="Outlet of files that name none."),
        click.option("--published", help="Date of publication of files that bring none: 2025-05-30, or with time."),
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="parley")
def main() -> None:
    """Parley turns what reports say about a peace process into a dataset with the sentence behind each cell.

    PARLEY_HOME names the folder that holds inbox, ledger and releases (default: ./data).
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@intake_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@clear_errors
def add(paths: Sequence[Path], as_json: bool, **given: str | None) -> None:
    """Read files or folders into the ledger. Again, it is a no-op."""
    from pipelines import cli_output as output
    from pipelines.intake.draft import Defaults
    from pipelines.intake.receiving import receive

    _, ledger = opened()
    received = receive(ledger, paths, Defaults(**given), now=datetime.now(UTC), cause="parley add")
    output.show_received(received, as_json)
    if any(item.outcome == "rejected" and not item.known for item in received.items):
        sys.exit(1)


@main.command()
@click.option("--as-of", default="", help="A ledger position, or a day: what had been published by its end.")
@click.option("--wait", default=0.0, show_default=True, help="Seconds to wait for another build in this home.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.option("--verbose", is_flag=True, help="Show Dagster's own log.")
@clear_errors
def build(as_of: str, wait: float, as_json: bool, verbose: bool) -> None:
    """Read the inbox and run the whole graph in one Dagster run, up to a release."""
    from pipelines.ledger.selection import parse_selection

    try:
        parse_selection(as_of)
    except ValueError as error:
        raise Wrong(str(error)) from error
    arguments = ["--wait", str(wait)]
    arguments += ["--as-of", as_of] if as_of else []
    arguments += [flag for flag, given in (("--json", as_json), ("--verbose", verbose)) if given]
    hand_over("assets.rebuild", arguments)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@intake_options
@click.option("--any-topic", is_flag=True, help="Code also what is about no peace process.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write one JSON file a report here.")
@clear_errors
def code(paths: Sequence[Path], any_topic: bool, out: Path | None, **given: str | None) -> None:
    """Code each report alone, touching no ledger, and print or write its records."""
    from pipelines.coding.coder import RuleCoder
    from pipelines.intake.draft import Defaults
    from pipelines.tables.coded_files import code_paths, write_coded

    coded: list[CodedFile] = []
    rejected = 0
    for file in code_paths(paths, Defaults(**given), RuleCoder(), any_topic=any_topic, now=datetime.now(UTC)):
        if file.records is None:
            rejected += 1
            click.echo(f"rejected {file.uri}: {file.reason}", err=True)
        else:
            coded.append(file)
    if out is None:
        for file in coded:
            click.echo(json.dumps({"report": file.uri, **(file.records or {})}, ensure_ascii=False, indent=2))
    else:
        write_coded(coded, out)
        click.echo(f"{len(coded)} reports coded into {out}", err=True)
    if rejected:
        sys.exit(1)


@main.command("explain")
@click.argument("record_id")
@click.option("--field", help="One column only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@clear_errors
def explain_command(record_id: str, field: str | None, as_json: bool) -> None:
    """Why does the row say that? Value, policy, claims for and against, sentence, report, ledger."""
    from rich.console import Console

    from pipelines import cli_output as output
    from pipelines.inspection.explanation import explain
    from pipelines.release.staging import last_release
    from pipelines.validation.tableset import TableSet

    home, ledger = opened(must_exist=True)
    release = last_release(ledger)
    if release is None or not (home.releases / release.version).is_dir():
        raise Wrong(f"there is no release in {home.root} yet; run `parley build` first")
    tables = TableSet(home.releases / release.version)
    found = explain(tables, release.version, record_id, field, lambda sha256: ledger.texts([sha256])[sha256])
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        output.show_explanation(found, Console(highlight=False))


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--lint", is_flag=True, help="Say what every line would do, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@clear_errors
def correct(file: Path, lint: bool, as_json: bool) -> None:
    """Record a CSV of corrections: all lines, or none where one is wrong. Stale lines are not wrong."""
    from pipelines import cli_output as output
    from pipelines.coding.coder import RuleCoder
    from pipelines.corrections.examination import examine
    from pipelines.corrections.lines import read_lines
    from pipelines.corrections.recording import record_examined

    home, ledger = opened(must_exist=True)
    examined = examine(ledger, RuleCoder(), read_lines(file.read_bytes(), datetime.now(UTC).date()), home.releases)
    recorded = None if lint else record_examined(ledger, examined, cause="parley correct")
    output.show_examined(examined, recorded, lint, as_json)
    if any(e.faults for e in examined):
        sys.exit(1)


@main.command("retract")
@click.argument("report_id")
@click.option("--reason", required=True, help="Why the report is withdrawn.")
@click.option("--author", help="Who decided.")
@clear_errors
def retract_command(report_id: str, reason: str, author: str | None) -> None:
    """Withdraw a report: it backs nothing from the next build on. Nothing is deleted."""
    from pipelines.corrections.recording import retract

    _, ledger = opened(must_exist=True)
    today = datetime.now(UTC).date()
    done = retract(ledger, report_id, reason=reason, author=author, decided_on=today, cause="parley retract")
    told = "withdrawn" if done.is_new else "had been withdrawn already"
    click.echo(f"{report_id} {told}, at ledger position {done.position}")


@main.command("forget")
@click.argument("name")
@click.option("--also", multiple=True, help="Another form of the name, as a surname alone. Can be given several times.")
@click.option("--reason", required=True, help="Why the name is removed.")
@click.option("--author", help="Who decided.")
@clear_errors
def forget_command(name: str, also: Sequence[str], reason: str, author: str | None) -> None:
    """Remove a person's name, on request: it is blanked in all that is made from the next build on."""
    from pipelines.corrections.recording import forget

    _, ledger = opened(must_exist=True)
    salt, today = secrets.token_hex(16), datetime.now(UTC).date()
    done = forget(
        ledger, [name, *also], salt=salt, reason=reason, author=author, decided_on=today, cause="parley forget"
    )
    told = "is removed" if done.is_new else "had been removed already"
    click.echo(
        f"the name {told}, at ledger position {done.position}; releases made before still hold it: see docs/care.md"
    )


@main.command("impact")
@click.argument("report_id")
@click.option("--json", "as_json", is_flag=True, help="One JSON list on standard output.")
@clear_errors
def impact_command(report_id: str, as_json: bool) -> None:
    """The rows that would change were this report withdrawn."""
    from pipelines import cli_output as output
    from pipelines.coding.coder import RuleCoder
    from pipelines.inspection.difference import impact

    _, ledger = opened(must_exist=True)
    output.show_changes(impact(ledger, RuleCoder(), report_id), as_json)


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="One JSON list on standard output.")
@clear_errors
def diff(old: str, new: str, as_json: bool) -> None:
    """What changed between two releases (versions, `latest`, or folders of tables), per row and column."""
    from pipelines import cli_output as output
    from pipelines.inspection.difference import difference

    output.show_changes(difference(home_from(os.environ), old, new), as_json)


@main.command("dossier")
@click.argument("process", required=False)
@click.option("--of", "release", default="latest", show_default=True, help="A release, or a folder of tables.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@clear_errors
def dossier_command(process: str | None, release: str, as_json: bool) -> None:
    """The page of a process (by id or name), or the start page: open it in a browser, no server is needed."""
    from pipelines import cli_output as output
    from pipelines.inspection.dossier import dossier

    output.show_dossier(dossier(home_from(os.environ), release, process), as_json)


@main.command()
@click.option("--release", default="latest", show_default=True, help="A version, `latest`, or a folder of tables.")
@click.option("--csv", is_flag=True, help="A folder of CSV files with a Data Package.")
@click.option("--duckdb", is_flag=True, help="One DuckDB file with views and comments.")
@click.option("--replication", is_flag=True, help="The ledger behind it, from which anyone rebuilds it.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder (default: exports/ of the home).")
@clear_errors
def export(release: str, csv: bool, duckdb: bool, replication: bool, out: Path | None) -> None:
    """Write a release in other forms; CSV and DuckDB where none is named."""
    from pipelines.coding.coder import RuleCoder
    from pipelines.export.forms import export_forms, exports_folder
    from pipelines.export.replication import export_replication
    from pipelines.inspection.difference import tables_of
    from pipelines.ledger.store import Ledger

    home = home_from(os.environ)
    folder = tables_of(home, release).folder
    both = not (csv or duckdb or replication)
    for path in export_forms(home, folder, out, csv=csv or both, duckdb=duckdb or both):
        click.echo(path)
    if replication:
        target = exports_folder(home, folder, out) / "replication"
        click.echo(export_replication(home, Ledger(home.ledger_url), RuleCoder(), folder, target))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Where to (default: here)."
)
@clear_errors
def replicate(folder: Path, out: Path) -> None:
    """Rebuild a release from its replication export, byte for byte, and say where it is."""
    from pipelines.export.replica import rebuild_release

    click.echo(rebuild_release(folder, out))


@main.command()
@click.argument("gold_dir", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--any-topic", is_flag=True, help="Code also what is about no peace process.")
@click.option("--samples", default=1000, show_default=True, help="Bootstrap samples for the 95 % intervals.")
@click.option("--details", is_flag=True, help="List what was missed, added and got wrong, report by report.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@clear_errors
def evaluate(gold_dir: Path, any_topic: bool, samples: int, details: bool, as_json: bool) -> None:
    """Code the reports beside the gold files and measure precision, recall and F1."""
    from pipelines.coding.coder import RuleCoder
    from pipelines.evaluation.evaluate import evaluate_folder

    result = evaluate_folder(gold_dir, RuleCoder(), any_topic=any_topic, samples=samples)
    click.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=2) if as_json else result.as_text(details))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@clear_errors
def status(as_json: bool) -> None:
    """Ledger head, reports not yet coded, last release, last failure."""
    from pipelines import cli_output as output
    from pipelines.coding.coder import RuleCoder
    from pipelines.inspection.status import status as read_status

    home, ledger = opened(must_exist=True)
    output.show_status(read_status(home, ledger, RuleCoder()), as_json)


@main.command()
@click.option("--all", "every", is_flag=True, help="Rebuild every release, not only the latest.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@clear_errors
def verify(every: bool, as_json: bool) -> None:
    """The hash chain; every release's checksums; a rebuild of the latest release gives the same bytes."""
    from pipelines import cli_output as output
    from pipelines.coding.coder import RuleCoder
    from pipelines.inspection.verification import verify as run_verify

    home, ledger = opened(must_exist=True)
    results = list(run_verify(home, ledger, RuleCoder(), every_release=every))
    output.show_verified(results, as_json)
    if any(result.problem for result in results):
        sys.exit(1)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=3000, show_default=True, help="Port to listen on.")
@clear_errors
def ui(host: str, port: int) -> None:
    """The Dagster UI and daemon, with this home's Dagster home."""
    hand_over("assets.ui", ["--host", host, "--port", str(port)])


def opened(*, must_exist: bool = False) -> "tuple[Home, Ledger]":
    """The home of the environment and its ledger. HomeError where there is none and one must exist."""
    from pipelines.ledger.store import Ledger

    home = home_from(os.environ)
    if must_exist and not home.root.is_dir():
        raise HomeError(f"there is no Parley home at {home.root}; run `parley add` first, or set PARLEY_HOME")
    home.ensure()
    return home, Ledger(home.ledger_url)


def hand_over(module: str, arguments: list[str]) -> None:
    """Become the process that runs `module`: a kill reaches it, and its exit status is ours."""
    home_from(os.environ).ensure()
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", module, *arguments])


if __name__ == "__main__":
    main()
