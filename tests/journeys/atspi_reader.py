"""A screen reader without a voice: run by the system's Python, which has the AT-SPI library.

It prints one JSON object a line: {"said": …} for what a program announces, {"focus": …} for what
gets the focus, and {"answer": …} for each question that comes on standard input.
"""

import json
import sys
from collections.abc import Iterator

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

STATUS = ("org.a11y.Bus", "/org/a11y/bus")


def tell(**what: object) -> None:
    print(json.dumps(what), flush=True)


def part(thing: Atspi.Accessible) -> dict[str, object]:
    """What is said of one thing, as it is now."""
    thing.clear_cache()
    return {
        "role": thing.get_role_name(),
        "name": thing.get_name(),
        "description": thing.get_description(),
        "text": text(thing),
        "place": place(thing),
    }


def text(thing: Atspi.Accessible) -> str:
    """What stands in a field, empty for what is none."""
    if "Text" not in thing.get_interfaces():
        return ""
    return Atspi.Text.get_text(thing, 0, -1)


def place(thing: Atspi.Accessible) -> list[int]:
    """Which of how many it is among what stands beside it."""
    around = thing.get_parent()
    return [thing.get_index_in_parent() + 1, around.get_child_count()] if around else [1, 1]


def shown(top: Atspi.Accessible) -> Iterator[Atspi.Accessible]:
    """All that is showing, from the top down."""
    for number in range(top.get_child_count()):
        child = top.get_child_at_index(number)
        if child is None:
            continue
        if child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield child
            yield from shown(child)


def programs() -> Iterator[Atspi.Accessible]:
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(number)
        if program is not None:
            yield program


def answer(question: str) -> object:
    """`parts`: all that is showing. `items NAME`: what a list of that name holds."""
    everything = [thing for program in programs() for thing in shown(program)]
    if question == "parts":
        return [part(thing) for thing in everything]
    wanted = question.removeprefix("items ")
    for thing in everything:
        # A list may be called otherwise by now.
        thing.clear_cache()
        if thing.get_role() is Atspi.Role.LIST and thing.get_name() == wanted:
            children = map(thing.get_child_at_index, range(thing.get_child_count()))
            return [part(child) for child in children if child is not None]
    return None


def on_event(event: Atspi.Event) -> None:
    try:
        if event.type.startswith("object:announcement"):
            tell(said=event.any_data)
        elif event.detail1:
            tell(focus=part(event.source))
    except GLib.Error:
        # It is gone by now.
        pass


def on_question(stream: GLib.IOChannel, condition: GLib.IOCondition) -> bool:
    line = sys.stdin.readline()
    if not line:
        Atspi.event_quit()
        return False
    try:
        tell(answer=answer(line.rstrip("\n")))
    except GLib.Error as error:
        tell(answer=None, trouble=str(error))
    return True


def switch_on() -> None:
    """Say on the bus that a screen reader runs: programs wait for that before they speak."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        wanted = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
        bus.call_sync(
            *STATUS, "org.freedesktop.DBus.Properties", "Set", wanted, None, 0, 10_000, None
        )


switch_on()
Atspi.init()
listener = Atspi.EventListener.new(on_event)
for event_type in ("object:announcement", "object:state-changed:focused"):
    listener.register(event_type)
GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.IOCondition.IN, on_question)
tell(ready=True)
Atspi.event_main()
