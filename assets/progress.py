"""Which stage a build is at, for a person at a terminal.

Belongs here: a logger that says one thing a stage, and nothing where nobody looks.
"""

import logging
import os
import sys
from typing import TextIO

import dagster as dg

#: step -> what it does, in words
_STAGES = {
    "received_reports": "reading the inbox",
    "recorded_claims": "coding new reports",
    "selection": "selecting from the ledger",
    "judgements": "finding which claims belong together",
    "tables": "writing tables",
    "changes": "comparing with the last release",
    "findings": "keeping what the checks found",
    "release": "releasing",
    "dossiers": "looking at the pages",
}
_CLEAR = "\r\x1b[K"
_CHECKS = "checking tables"


class StageHandler(logging.Handler):
    """Writes the stage to a terminal, each over the one before."""

    def __init__(self, terminal: TextIO | None) -> None:
        super().__init__()
        self._terminal = terminal
        self._shown = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Show the stage of a step that starts."""
        event = getattr(record, "dagster_event", None)
        if self._terminal is None or event is None or event.event_type != dg.DagsterEventType.STEP_START:
            return
        words = _STAGES.get(event.step_key or "", _CHECKS)
        if words != self._shown:
            self._shown = words
            self._terminal.write(f"{_CLEAR}{words} …")
            self._terminal.flush()


@dg.logger(None, description="The stage of a build, on a terminal")
def progress(_context: dg.InitLoggerContext) -> logging.Logger:
    """A logger for `parley build`. Steps have their standard error captured: the terminal is kept before they start."""
    terminal = os.fdopen(os.dup(sys.stderr.fileno()), "w") if sys.stderr.isatty() else None
    logger = logging.Logger("parley.progress", level=logging.DEBUG)
    logger.addHandler(StageHandler(terminal))
    return logger


def clear_stage() -> None:
    """Wipe the last stage from the terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()
