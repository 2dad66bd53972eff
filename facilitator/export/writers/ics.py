"""A calendar as an iCalendar file (RFC 5545): a task or an event for each action."""

import re
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Component, Event, Todo, vText
from icalendar import Calendar as CalendarFile

from facilitator import __version__
from facilitator.domain.records import Status
from facilitator.export.calendar.items import Calendar, CalendarItem
from facilitator.export.files import EmptyExportError, Written
from facilitator.progress import Progress, no_progress

BEFORE = timedelta(hours=15)
"""From the reminder to the start of the day: nine o'clock on the day before."""
DONE_MARK = "✓"
NOON = time(12, tzinfo=UTC)
"""On that day nearly everywhere: no more than a day is known."""

_END = b"END:VCALENDAR\r\n"
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x9f\ufeff]")
_ESCAPED = re.compile(r"[\\;,]")
_TASK_STATUS = {
    Status.OPEN: "NEEDS-ACTION",
    Status.DONE: "COMPLETED",
    Status.PROGRESS: "IN-PROCESS",
    # Whose it is stands beside it, an excuse does not.
    Status.EXCUSE: "NEEDS-ACTION",
    Status.DROPPED: "CANCELLED",
}


class _Text(vText):
    r"""A text that comes out as it was typed: the library takes `\N` in it for a line end."""

    def to_ical(self) -> bytes:
        escaped = _ESCAPED.sub(lambda found: f"\\{found[0]}", self)
        return escaped.replace("\n", "\\n").encode()


def render_calendar(calendar: Calendar, progress: Progress = no_progress) -> Written:
    """Return a calendar as a file; equal ones give equal bytes. `progress` may stop it.

    Raises EmptyExportError where no action has a day: a calendar without anything is no file.
    """
    if not calendar.items:
        raise _empty(calendar)
    file = CalendarFile()
    file.add("prodid", _text(f"-//Facilitator//Facilitator {__version__}//EN"))
    file.add("version", "2.0")
    file.add("name", _text(calendar.name))
    # What most programs read instead of NAME.
    file.add("x-wr-calname", _text(calendar.name))
    parts = [file.to_ical(sorted=False).removesuffix(_END)]
    # One after the other, so that what takes long can be stopped.
    for number, item in enumerate(calendar.items):
        progress(number, len(calendar.items))
        parts.append(_component(item, calendar).to_ical(sorted=False))
    return Written(b"".join((*parts, _END)), left_out=calendar.left_out)


def _empty(calendar: Calendar) -> EmptyExportError:
    why = "No action has a date yet" if calendar.left_out else "There is no action yet"
    return EmptyExportError(
        f"{why}, so the calendar would be empty; nothing was written. Say by when first."
    )


def _component(item: CalendarItem, calendar: Calendar) -> Component:
    made: Component = Event() if calendar.as_events else Todo()
    made.add("uid", _text(item.uid))
    told = datetime.combine(item.told_on, NOON)
    made.add("dtstamp", told)
    made.add("last-modified", told)
    made.add("sequence", item.changes)
    _add_day(made, item, as_event=calendar.as_events)
    if item.details:
        made.add("description", _text("\n".join(item.details)))
    if item.categories:
        made.add("categories", [_text(each) for each in item.categories])
    if item.sibling:
        made.add("related-to", _text(item.sibling, {"reltype": "SIBLING"}))
    if not item.status.is_final and item.due > calendar.today:
        made.add_component(_alarm(item, as_event=calendar.as_events))
    return made


def _add_day(made: Component, item: CalendarItem, *, as_event: bool) -> None:
    """Add what it is called, its day, and what became of it."""
    if as_event:
        is_done = item.status is Status.DONE
        made.add("summary", _text(f"{DONE_MARK} {item.text}" if is_done else item.text))
        made.add("dtstart", item.due)
        made.add("dtend", _day_after(item.due))
        made.add("status", "CANCELLED" if item.status is Status.DROPPED else "CONFIRMED")
        # Something to be done by a day takes none of its hours.
        made.add("transp", "TRANSPARENT")
        return
    made.add("summary", _text(item.text))
    made.add("due", item.due)
    made.add("status", _TASK_STATUS[item.status])
    if item.done_on is not None:
        made.add("completed", datetime.combine(item.done_on, NOON))
        made.add("percent-complete", 100)


def _day_after(day: date) -> date:
    """Return the day on which an event is over; the last one of the calendar has none after it."""
    return day if day == date.max else day + timedelta(days=1)


def _alarm(item: CalendarItem, *, as_event: bool) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _text(item.text))
    alarm.add("trigger", -BEFORE, {} if as_event else {"related": "END"})
    return alarm


def _text(text: str, parameters: dict[str, str] | None = None) -> _Text:
    """Return a text with one kind of line end, and without what no calendar may hold."""
    lines = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return _Text(lines.encode("utf-8", "replace").decode(), params=parameters)
