"""Importing the reference modules reads nothing; a table is read once."""

import subprocess
import sys

CODE = """
import pathlib
def refuse(*args, **kwargs): raise AssertionError("a table was read at import")
pathlib.Path.read_text = refuse
from pipelines.reference import actors, persons, places, processes, sources
"""


def test_importing_reads_no_table():
    subprocess.run([sys.executable, "-c", CODE], check=True)


def test_a_table_is_read_once():
    from pipelines.reference.actors import actors

    assert actors() is actors()
