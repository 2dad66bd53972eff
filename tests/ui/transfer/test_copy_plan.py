"""The plan is copied, to be pasted into a mail, a wiki or a chat."""

from html.parser import HTMLParser

import pytest
from PySide6.QtGui import QGuiApplication

from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.launch import Start
from facilitator.ui.transfer.copy_plan import PlanCopy
from tests.support.answered_meeting import AnsweringTeam, whole_meeting
from tests.support.window import OpenRoom
from tests.support.workspace import Frame


class Pasted(HTMLParser):
    """What a mail program gets: the texts, the tags, and what they are styled with."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert "class" not in dict(attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def team(frame: Frame) -> AnsweringTeam:
    """A team whose meeting is open."""
    team = whole_meeting()
    frame.show()
    frame.workspace.store.commit(import_meeting(team.meeting.records()))
    frame.workspace.open(team.meeting, team.exercise)
    QGuiApplication.clipboard().clear()
    return team


def test_a_mail_gets_rich_text_and_a_chat_plain_text(frame: Frame, team: AnsweringTeam) -> None:
    copying = PlanCopy(frame.workspace, frame.shell)
    copying.copy()
    frame.until(lambda: bool(frame.said))
    assert frame.said.startswith("Copied the plan with ")
    assert frame.said.endswith(" actions, with formatting, for a mail or a document.")
    copied = QGuiApplication.clipboard().mimeData()
    assert {"text/html", "text/plain"} <= {*copied.formats()}
    rich = Pasted(copied.html())
    # Mail programs drop what is styled anywhere but in the element itself.
    assert {"table", "th", "td", "h1"} <= {*rich.tags} and "style" not in rich.tags
    said = "".join(rich.words)
    for words in ("What we ask", "Corner Bakery", "By when", "Still open:"):
        assert words in said
        assert words == "By when" or words in copied.text()
    assert "☐ " in copied.text() and "|" not in copied.text()


def test_a_wiki_gets_markdown_with_a_task_for_each_action(
    frame: Frame, team: AnsweringTeam
) -> None:
    copying = PlanCopy(frame.workspace, frame.shell)
    copying.copy_markdown()
    frame.until(lambda: bool(frame.said))
    text = QGuiApplication.clipboard().text()
    assert frame.said.endswith("as Markdown, for a chat or a wiki.")
    assert text.startswith("# Action plan\n\n**What we ask**\n")
    tasks = [line for line in text.splitlines() if line.startswith(("- [ ] ", "- [x] "))]
    assert f"with {len(tasks)} actions" in frame.said and len(tasks) > 1


def test_without_a_meeting_nothing_is_copied(frame: Frame) -> None:
    frame.show()
    QGuiApplication.clipboard().setText("of mine")
    PlanCopy(frame.workspace, frame.shell).copy()
    assert frame.said == "Open a meeting first, then copy its plan."
    assert QGuiApplication.clipboard().text() == "of mine"


def test_the_key_works_in_the_middle_of_a_sentence(open_room: OpenRoom) -> None:
    QGuiApplication.clipboard().clear()
    room = open_room(Start("new", title="Monday"))
    room.types("half a sen")
    room.presses("Ctrl+Shift+C")
    room.until(lambda: room.said.startswith("Copied the plan with 0 actions"))
    copied = QGuiApplication.clipboard().text()
    assert "Monday" in copied and "half a sen" not in copied
