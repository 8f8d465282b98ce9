"""The date of publication: a day, and an instant only where the file gives a zone; nothing is guessed."""

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.published import Published, is_far_future, parse_published


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-05-30", Published(date(2025, 5, 30), None, None)),
        ("  2025-05-30\n", Published(date(2025, 5, 30), None, None)),
        ("20250530", Published(date(2025, 5, 30), None, None)),
        ("2025-05-30T14:05:00+03:00", Published(date(2025, 5, 30), at(2025, 5, 30, 11, 5), "+03:00")),
        ("2025-05-30T14:05:00Z", Published(date(2025, 5, 30), at(2025, 5, 30, 14, 5), "+00:00")),
        ("2025-05-30 14:05+0545", Published(date(2025, 5, 30), at(2025, 5, 30, 8, 20), "+05:45")),
        ("2025-05-31T00:30:00+03:00", Published(date(2025, 5, 31), at(2025, 5, 30, 21, 30), "+03:00")),
        ("2025-05-30T23:30:00-08:00", Published(date(2025, 5, 30), at(2025, 5, 31, 7, 30), "-08:00")),
        ("2025-05-30T14:05:00.123-00:30", Published(date(2025, 5, 30), at(2025, 5, 30, 14, 35, 0, 123000), "-00:30")),
        ("2025-05-30T14:05:00", Published(date(2025, 5, 30), None, None)),
        ("Fri, 30 May 2025 14:05:00 +0300", Published(date(2025, 5, 30), at(2025, 5, 30, 11, 5), "+03:00")),
        ("Fri, 30 May 2025 14:05:00 GMT", Published(date(2025, 5, 30), at(2025, 5, 30, 14, 5), "+00:00")),
        ("30 May 2025 14:05 EST", Published(date(2025, 5, 30), at(2025, 5, 30, 19, 5), "-05:00")),
        ("Fri, 30 May 2025 14:05:00 -0000", Published(date(2025, 5, 30), None, None)),
    ],
)
def test_a_date_is_read_as_it_stands(text, expected):
    assert parse_published(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "May 2025",
        "2025-05",
        "2025-02-30",
        "30.05.2025",
        "05/30/2025",
        "2025-05-30T25:00:00Z",
        "1748600000",
        "٢٠٢٥-٠٥-٣٠",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "Fri, 30 May 2025 14:05:00 +99999999999999999999",
        "Fri, 30 May 2025 14:05:" + "1" * 40,
        "Fri, 30 May 99999999999999999999 14:05:00 +0000",
        "(" * 5000,
    ],
)
def test_what_is_no_date_says_what_is_expected(text):
    with pytest.raises(ValueError, match=r"write 2025-05-30 or|outside the calendar"):
        parse_published(text)


@given(st.text(st.sampled_from("0123456789-+:TZ, .MayFriGMT()\u0663"), max_size=40) | st.text(max_size=30))
def test_nothing_that_a_file_can_say_does_worse_than_a_value_error(text):
    with contextlib.suppress(ValueError):
        parse_published(text)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_day_instant_and_offset_tell_one_moment(moment, minutes):
    offset = timedelta(minutes=minutes)
    sign, hours, rest = "-" if minutes < 0 else "+", *divmod(abs(minutes), 60)
    published = parse_published(f"{moment.isoformat()}{sign}{hours:02d}:{rest:02d}")
    assert published.on == moment.date()
    assert published.at == (moment - offset).replace(tzinfo=UTC)
    assert published.offset == f"{sign}{hours:02d}:{rest:02d}" or minutes == 0


def test_two_days_ahead_is_a_time_zone_and_three_are_a_slip():
    now = at(2025, 5, 30, 12)
    assert not is_far_future(parse_published("2025-06-01"), now)
    assert is_far_future(parse_published("2025-06-02"), now)
    assert not is_far_future(parse_published("1991-01-01"), now)
