"""The demo: the main job on the example reports, then a look at what came of it.

Run by `make demo`, with PARLEY_HOME set. It uses the command line as a user would, and pandas to show rows.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
HOME = Path(os.environ["PARLEY_HOME"])
SHOWN = {
    "meetings": ["status", "kind", "party_names", "place_name", "date_start", "n_reports"],
    "agreements": ["status", "kind", "party_names", "date", "n_reports"],
    "conditions": ["status", "kind", "holder_name", "demand"],
}


def parley(*arguments: str) -> int:
    """Run one command, shown as a user would type it. Returns its exit status."""
    print(f"\n$ parley {' '.join(arguments)}", flush=True)
    return subprocess.run([sys.executable, "-m", "pipelines.cli", *arguments], check=False).returncode


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
        frame = pd.read_parquet(release / f"{table}.parquet")[columns]
        print(f"\n{table}\n{frame.head(12).to_string(index=False, max_colwidth=44)}")


def main() -> int:
    fill_inbox()
    status = parley("build")
    latest = HOME / "releases" / "latest"
    if status != 0 or not latest.exists():
        return status or 1
    show(latest)
    meetings = pd.read_parquet(latest / "meetings.parquet").sort_values(
        ["n_reports", "meeting_id"], ascending=[False, True]
    )
    parley("explain", meetings["meeting_id"].iloc[0], "--field", "status")
    print(f"\nThe tables are in {latest.resolve()}")
    print(f"Look at them in the Dagster UI with: PARLEY_HOME='{HOME}' parley ui")
    return 0


if __name__ == "__main__":
    sys.exit(main())
