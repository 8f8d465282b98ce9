"""Tables read once, and again when their file changed."""

from pipelines.release.parquet import write_table
from pipelines.tables.assembly import to_arrow
from pipelines.validation.tableset import TableSet, WatchedTables


def redirects(*ids: str):
    return to_arrow("redirects", [{"old_id": i, "new_id": "m-new", "reason": "merged"} for i in ids])


def test_watched_tables_are_read_once_until_they_change(tmp_path):
    write_table(redirects("m-a"), tmp_path / "redirects.parquet")
    watched, plain = WatchedTables(tmp_path), TableSet(tmp_path)
    first = watched.rows("redirects")
    assert plain.rows("redirects") == first
    assert watched.rows("redirects") is first
    write_table(redirects("m-a", "m-b"), tmp_path / "redirects.parquet")
    assert list(watched.keyed("redirects")) == ["m-a", "m-b"]
    assert watched.table("redirects").num_rows == 2
    assert list(plain.keyed("redirects")) == ["m-a"]
