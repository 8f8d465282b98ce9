"""The demo: the main job on the example reports, then what a dataset of this field has to go through.

Run by `make demo`, with PARLEY_HOME set. It uses the command line as a user would, and pandas to show rows: a build;
a report revised, another withdrawn, a person's correction; a second build and what it changed; one process as it was
known on an earlier day; the words behind a cell. Run again, it finds all that done and changes nothing.
"""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
HOME = Path(os.environ["PARLEY_HOME"])
LATEST = HOME / "releases" / "latest"
EARLIER = "2025-05-30"
SHOWN = {
    "meetings": ["status", "kind", "party_names", "place_name", "date_start", "n_reports"],
    "agreements": ["status", "kind", "party_names", "date", "n_reports"],
    "conditions": ["status", "kind", "holder_name", "demand"],
}


def parley(*arguments: str) -> int:
    """Run one command, shown as a user would type it. Returns its exit status."""
    return subprocess.run(typed(*arguments), check=False).returncode


def typed(*arguments: str) -> list[str]:
    """A command, printed as a user would type it."""
    print("\n$ parley " + " ".join(f'"{a}"' if " " in a else a for a in arguments), flush=True)
    return [sys.executable, "-m", "pipelines.cli", *arguments]


def parley_briefly(lines: int, *arguments: str) -> None:
    """Run one command and show only the beginning and the last line of what it prints."""
    printed = subprocess.run(typed(*arguments), check=False, capture_output=True, text=True).stdout.splitlines()
    shown = printed if len(printed) <= lines else [*printed[: lines - 2], "…", printed[-1]]
    print("\n".join(line[:150] for line in shown))


def say(words: str) -> None:
    """A heading between two steps."""
    print(f"\n-- {words}", flush=True)


def rows(folder: Path, table: str) -> pd.DataFrame:
    """One table of a release or build."""
    return pd.read_parquet(folder / f"{table}.parquet")


def fill_inbox() -> None:
    """Copy the example reports into the inbox; those that lie there already are left alone."""
    inbox = HOME / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    for report in sorted((HERE / "inbox").iterdir()):
        if not (inbox / report.name).exists():
            shutil.copyfile(report, inbox / report.name)


def show(release: Path) -> None:
    """Row counts of every table, and the first rows of the three core tables."""
    counts = {path.stem: len(pd.read_parquet(path)) for path in sorted(release.glob("*.parquet"))}
    print("\nrows: " + ", ".join(f"{name} {n}" for name, n in counts.items()))
    for table, columns in SHOWN.items():
        print(f"\n{table}\n{rows(release, table)[columns].head(8).to_string(index=False, max_colwidth=44)}")


def write_decisions(file: Path) -> None:
    """A correction as a person would write it: a condition about the order of things is one of sequencing."""
    conditions = rows(LATEST, "conditions").sort_values("condition_id")
    voiced = conditions[conditions["speaker_name"].notna() & (conditions["kind"] == "precondition")]
    row = voiced.iloc[0]
    decision = {
        "action": "override",
        "table_name": "conditions",
        "record_id": row["condition_id"],
        "other_id": "",
        "claim_ids": "",
        "field": "kind",
        "old_value": row["kind"],
        "new_value": "sequencing",
        "author": "A. Coder",
        "reason_code": "codebook",
        "reason": f"{row['speaker_name']} speaks of what comes first, not of whether",
        "decided_on": "2025-06-05",
    }
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(decision))
        writer.writeheader()
        writer.writerow(decision)


def compare_with_earlier_day(early: Path) -> None:
    """The process of that day with the most meetings: what was known of each by its end, and what is known now."""
    now, then = rows(LATEST, "meetings"), rows(early, "meetings")
    process = then["process_id"].value_counts().index[0]
    now = now[now["process_id"] == process].set_index("meeting_id")
    known = then.set_index("meeting_id")["status"]
    seen = now[["kind", "party_names", "place_name", "date_start"]].assign(
        **{f"known on {EARLIER}": known.reindex(now.index).fillna("-"), "known now": now["status"]}
    )
    print(f"\n{process}\n{seen.sort_values('date_start').to_string(index=False, max_colwidth=30)}")


def main() -> int:
    again = LATEST.exists()
    fill_inbox()
    status = parley("build")
    if status != 0 or not LATEST.exists():
        return status or 1
    if not again:
        show(LATEST)
        write_decisions(HOME / "decisions.csv")
    say("A report comes in again with another text, an unreliable one is withdrawn, a person corrects a cell")
    reports = rows(LATEST, "reports").set_index("outlet")["report_id"]
    parley("add", str(HERE / "later"))
    parley_briefly(8, "impact", reports["Newsloop Digest"])
    parley("retract", reports["Newsloop Digest"], "--reason", "a summary by machine, which nobody verified")
    parley("correct", str(HOME / "decisions.csv"))
    say("The next build, and what it changed")
    status = parley("build")
    versions = sorted((p.name for p in (HOME / "releases").glob("[0-9]*")), key=lambda v: int(v.partition(".")[2]))
    if status != 0 or len(versions) < 2:
        return status or 1
    parley_briefly(24, "diff", *versions[-2:])
    say(f"The same process as it was known on {EARLIER}")
    parley("build", "--as-of", EARLIER)
    compare_with_earlier_day(HOME / "build" / f"as-of-{EARLIER}" / "tables")
    say("The words behind a cell")
    meetings = rows(LATEST, "meetings").sort_values(["n_reports", "meeting_id"], ascending=[False, True])
    parley("explain", meetings["meeting_id"].iloc[0], "--field", "status")
    print(f"\nThe tables are in {LATEST.resolve()}")
    print(f"Look at them in the Dagster UI with: PARLEY_HOME='{HOME}' parley ui")
    return 0


if __name__ == "__main__":
    sys.exit(main())
