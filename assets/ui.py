"""`python -m assets.ui`: the Dagster UI and its daemon on this home."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from assets.dagster_home import opened_instance, prepare
from assets.failed_runs import report_abandoned
from pipelines.home import HomeError, home_from

WORKSPACE = Path(__file__).resolve().parents[1] / "workspace.yaml"


def command(host: str, port: int) -> list[str]:
    """The command that serves the UI."""
    return [sys.executable, "-m", "dagster", "dev", "-w", str(WORKSPACE), "-h", host, "-p", str(port)]


def main(argv: Sequence[str] | None = None) -> int:
    """Become `dagster dev` on the home of the environment. Returns only where that cannot be done."""
    parser = argparse.ArgumentParser(prog="parley ui", description="The Dagster UI and daemon, on this home.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=3000)
    given = parser.parse_args(argv)
    home = home_from(os.environ)
    try:
        prepare(home)
    except HomeError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    with opened_instance(home) as instance:
        report_abandoned(instance, home)
    os.environ.setdefault("PYTHONWARNINGS", "ignore:Function `dev_command` is superseded")
    print(f"The UI of {home.root}: http://{given.host}:{given.port} (stop it with Ctrl-C)", flush=True)
    arguments = command(given.host, given.port)
    os.execv(arguments[0], arguments)


if __name__ == "__main__":
    sys.exit(main())
