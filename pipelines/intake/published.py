"""The moment of publication: from what a file says to a day, an instant and an offset.

Belongs here: reading ISO 8601 and RFC 2822 dates. A date without a zone has a day and no instant: nothing is
guessed. Does not belong here: dates inside a text (`pipelines.coding.dates.chronology`).
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

#: A report dated further ahead of the clock than this is taken for a slip of the pen.
FUTURE_TOLERANCE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Published:
    """`on`: the day in the report's own zone; `at`: the instant in UTC; `offset`: that zone as "+03:00"."""

    on: date
    at: datetime | None
    offset: str | None


def parse_published(text: str) -> Published:
    """Read a date of publication. ValueError with what is expected."""
    text = text.strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return Published(date.fromisoformat(text), None, None)
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _rfc_2822(text)
    if moment.tzinfo is None:
        return Published(moment.date(), None, None)
    offset = moment.strftime("%z")
    try:
        at = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{text!r} lies outside the calendar") from None
    return Published(moment.date(), at, f"{offset[:3]}:{offset[3:5]}")


def is_far_future(published: Published, now: datetime) -> bool:
    """Whether a date lies so far ahead of `now` (UTC) that it must be a mistake."""
    return published.on > (now + FUTURE_TOLERANCE).date()


def _rfc_2822(text: str) -> datetime:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        raise ValueError(f"{text!r} is no date of publication; write 2025-05-30 or 2025-05-30T14:05:00+03:00") from None
