"""A shipped exercise that a team holds by keys, and what of it is on the wall and on paper.

Needs Qt. An article's journey holds its exercise once, looks at what is left of it, and holds the
next meeting of the same team.
"""

from pathlib import Path

from pypdf import PdfReader

from facilitator.domain.records import Side
from facilitator.domain.room.room_card import RoomCard
from facilitator.domain.room.room_view import RoomView
from facilitator.exercises.exercise_library import Library
from tests.support import bakery
from tests.support.on_disk import as_json
from tests.support.outline import Document
from tests.support.screens import form
from tests.support.window import Room

TEAM = "Front desk"
PEOPLE = "Ana, Ben, Cem"


def invites(room: Room, exercise: str) -> None:
    """From the home screen to the opening of a first meeting, or past it where the team knows it.

    What a team promised in its last meeting is waited for, so that it is asked about.
    """
    exercises = [each.id for each in Library().all()]
    known = room.controller.home.list.column.ids
    room.presses("Ctrl+N", "Ctrl+O", "Home", *["Down"] * exercises.index(exercise), "Enter", "Tab")
    if not room.controller.workspace.settings.team:
        room.types(TEAM)
    if known:
        room.until(form(room).questions.promises.isVisible)
    else:
        room.presses("Tab", "Tab")
        room.types(PEOPLE)
    room.presses("Enter")
    room.until(lambda: room.controller.workspace.current is not None)


def wall(room: Room) -> RoomView:
    """All that the room sees now."""
    return room.stage.room.view()


def goes_on_to(room: Room, stage: str) -> None:
    """Press the key that goes on, through the parts of stages and gaps, until a stage is there."""
    for _ in range(40):
        if room.at == stage:
            return
        room.steps("PgDown")
    raise AssertionError(f"{stage} never came, it is still {room.at}")


def column(room: Room, side: Side = Side.LEFT) -> dict[str, RoomCard]:
    """The cards that the room sees in a column, by their texts."""
    shown = wall(room).columns
    return {card.text: card for card in (shown[0] if side is Side.LEFT else shown[-1]).cards}


def pinned(room: Room) -> list[str]:
    """The lines that stay on the wall, each below its heading where it has one."""
    parts = wall(room).pinned
    return [line for part in parts for line in (part.heading, *part.lines) if line]


def commits(room: Room, action: str, owner: str, due: str, sign: str = "") -> None:
    """Promise something of the strategy or answer that is shown."""
    room.says(action, owner, due, sign)


def as_file(room: Room) -> Document:
    """The meeting as its JSON file has it, once it is saved."""
    room.is_saved()
    return as_json(room.meeting)


def printed_plan(room: Room, path: Path) -> str:
    """Export the plan by keys; all its text on one line."""
    bakery.exports(room, path)
    sheet = room.controller.export().sheet
    room.until(lambda: sheet.written == path)
    room.presses("Esc")
    return in_print(path)


def in_print(path: Path) -> str:
    """The text of a PDF, with single spaces between the words."""
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def printed_poster(room: Room, path: Path) -> tuple[str, int]:
    """Export the page for the wall by keys; its text, and how many pages it has."""
    room.presses("Ctrl+K")
    room.says("Export the poster")
    room.presses("Ctrl+A")
    room.says(str(path))
    sheet = room.controller.export().sheet
    room.until(lambda: sheet.written == path)
    room.presses("Esc")
    return in_print(path), len(PdfReader(path).pages)
