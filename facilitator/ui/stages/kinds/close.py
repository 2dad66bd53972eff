"""The plan on one screen: what is changed first, when the team meets again, and the export."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from facilitator.domain.answers.closing_places import closing_place
from facilitator.domain.boards.review import VERDICTS
from facilitator.domain.change import Change
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.rounds import people_in
from facilitator.domain.people import as_known, people
from facilitator.domain.records import Action, Parked, Side, Status
from facilitator.domain.room.entry import Entry
from facilitator.domain.room.room_close import RoomPlace, room_close
from facilitator.domain.room.room_view import shown_sides
from facilitator.domain.text import clean_line, fold
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.desktop.key_places import place_of
from facilitator.ui.stages.kinds.close_hints import CloseHints
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import BandShape, Shape
from facilitator.ui.stages.places.place_answers import PlaceAnswers
from facilitator.ui.stages.places.places_bar import PlacesBar
from facilitator.ui.stages.stage import Stage
from facilitator.ui.stages.verdicts.plan_verdict import PlanVerdict
from facilitator.ui.stages.widgets.item_band import ItemBand
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.workspace.session import Session

if TYPE_CHECKING:
    # Imported where it is used: a meeting must not wait for it.
    from facilitator.domain.dates.dates import Reading


@shows(Kind.CLOSE)
class CloseStage(Stage):
    """The first change, the actions, and below them what is open; Space chooses the first."""

    shape = Shape(
        question=Type.QUESTION_SMALL,
        cards=(Type.PLAN, Type.PLAN),
        stacked=True,
        lists=True,
        band=BandShape(tone=Tone.STRENGTH, text=Type.CARD_BOLD, heads=True),
        tells_open=True,
    )

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self.hints = CloseHints(self)
        self.verdict = PlanVerdict(self)
        for panel in self.panels.values():
            panel.view.key_filter = self._handle_key
        if isinstance(self.band, ItemBand):
            self._follow_first(self.band)
        self.answers = PlaceAnswers(self, self)
        self.places = PlacesBar(self._places, self)
        self.places.chosen.connect(self.answer_question)
        self.answers.form.text_changed.connect(self.on_text_changed)
        self.answers.form.refused.connect(self.said)
        self.answers.form.value_requested.connect(self.value_typing)
        self.answers.form.focus_changed.connect(self.on_focus_changed)
        self.answers.form.left_upwards.connect(self.entry_actions.focus_last_item)
        self.parts.place_below(self.places)
        self.parts.place_below(self.answers.form)
        self._asked = ""
        """The day that is odd and known to be: the next Enter accepts it."""

    def _follow_first(self, band: ItemBand) -> None:
        """Let the band of the first change be its row in the plan."""
        view = self.panels[Side.LEFT].view
        band.pressed.connect(self._select_first)
        band.opened.connect(lambda: self.edit_item(Side.LEFT, self._first))
        band.menu_requested.connect(view.menu_requested)
        self.hints_changed.connect(lambda: band.set_outlined(self._is_first_selected()))

    @property
    def _first(self) -> str:
        """The id of the first change; empty while there is none."""
        return self.session.meeting.details.first or ""

    def _is_first_selected(self) -> bool:
        return self.focused_side() is Side.LEFT and self.selection.left == self._first

    def _select_first(self) -> None:
        self.select(Side.LEFT, self._first)
        self.panels[Side.LEFT].view.setFocus(Qt.FocusReason.MouseFocusReason)

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.places.set_metrics(metrics)
        self.answers.form.set_metrics(metrics)

    @property
    def _places(self) -> Sequence[RoomPlace]:
        """The questions of the close, as the room sees them."""
        close = room_close(self.board)
        return close.places if close is not None else ()

    def answer_question(self, place_id: str) -> None:
        """Ask one of the questions of the close."""
        place = closing_place(self.session.exercise, place_id)
        if place is not None and self.leave():
            self.verdict.cancel()
            self.answers.open(place)

    def leave(self) -> bool:
        return super().leave() and self.answers.leave()

    def enter(self) -> None:
        asked = self.session.draft_of(self._verdict_key)
        self.verdict.reset()
        self.answers.reset()
        super().enter()
        for panel in self.panels.values():
            panel.view.column.show_start()
        self.verdict.resume(asked)
        if self.verdict.asked is None:
            self.answers.resume()

    def activate(self, side: Side) -> None:
        super().activate(side)
        self.parts.give_room(side)

    def show_prompt(self) -> None:
        tells = Side.RIGHT in shown_sides(self.board, self.side)
        self.panels[Side.RIGHT].setVisible(tells)
        if not tells and self.side is Side.RIGHT:
            self.activate(Side.LEFT)
        self.parts.give_room(self.side)
        place = self.answers.place
        self.places.show_places(self._places, place.id if place is not None else "")
        self.answers.show()
        self.entry.setVisible(place is None)
        if self.verdict.show_prompt():
            return
        heading = self.script.heading(Side.LEFT)
        self.entry.set_prompt(heading.name, None, self._invitation or heading.prompt)

    @property
    def _invitation(self) -> str:
        """What is known of the next meeting, and what is asked next; empty before its day."""
        day, name = self._next_day, self.session.meeting.details.next_facilitator
        if day and name:
            return tr(
                "{day}, led by {name}; type another day or name to change it",
                day=day,
                name=bidi_isolate(name),
            )
        if day:
            return tr("{day}. Who leads it? Type a name, or another day", day=day)
        if self._offered_day is not None:
            return tr("{offer}? Enter, or another day", offer=self._offer(self._offered_day))
        if name:
            return tr("{name} leads it. When do you meet again?", name=bidi_isolate(name))
        return ""

    @property
    def _offered_day(self) -> date | None:
        """The day on which the exercise is due again; None once there is a day."""
        weeks = self.session.exercise.next_after
        if not weeks or self.session.meeting.details.next_on is not None:
            return None
        return date.today() + timedelta(weeks=weeks)

    def _offer(self, day: date) -> str:
        weeks = counted(self.session.exercise.next_after, tr("In {n} week"), tr("In {n} weeks"))
        return tr("{in_weeks}, {day}", in_weeks=weeks, day=dates.day(day))

    @property
    def _next_day(self) -> str:
        """The day of the next meeting; empty while there is none."""
        day = self.session.meeting.details.next_on
        return dates.day(day) if day is not None else ""

    def typed(self) -> Entry:
        typed = self.answers.typed() or super().typed()
        if self.verdict.asked is not None or self.answers.place is not None:
            return typed
        if not typed.text and self._offered_day is not None:
            # The room doesn't press keys.
            return replace(typed, prompt=f"{self._offer(self._offered_day)}?")
        if typed.text or not self._next_day:
            return typed
        # The room doesn't see the chip.
        led_by = self.session.meeting.details.next_facilitator
        text = self._next_day
        if led_by:
            text = tr("{day}, led by {name}", day=text, name=bidi_isolate(led_by))
        return replace(typed, prompt=f"{typed.name}: {text}")

    def on_text_changed(self) -> None:
        super().on_text_changed()
        if self.verdict.asked is not None or self.answers.place is not None:
            self.hints_changed.emit()
            return
        text = self.entry.text
        reading = dates.read(text) if text.strip() else None
        state = ""
        if self._names_somebody(text, reading):
            state = tr("→ leads the next meeting")
        elif reading and reading.day:
            odd = dates.doubt(reading)
            state = tr("→ {day}", day=odd or dates.day(reading.day))
        self.entry.set_remark(state)

    def submit(self, text: str) -> None:
        """Take the words of a verdict, or the day of the next meeting and then who leads it.

        A day that is odd asks first.
        """
        if self.verdict.give(text):
            return
        typed = self.entry.text
        reading = dates.read(typed)
        odd = dates.doubt(reading)
        if self._names_somebody(typed, reading):
            self._set_next_facilitator(typed)
        elif reading.day is None:
            self.say(dates.not_a_day(typed, reading))
        elif odd and typed != self._asked:
            self._asked = typed
            self.say(tr("{odd}. Correct it, or press Enter again to keep it.", odd=odd))
        else:
            self._asked = ""
            self._set_next(reading.day)

    def _set_next(self, day: date) -> None:
        self.session.execute(lifecycle.set_next(self.session.meeting, day))
        self.entry.clear()
        self.say(tr("Next meeting: {day}.", day=dates.day(day)))

    def _names_somebody(self, text: str, reading: "Reading | None") -> bool:
        """Return whether a text is who leads the next meeting, and not its day.

        What could be both is the day as long as there is none, then a name that is known here.
        """
        is_day, known = reading is not None and reading.day is not None, self._known_names
        names = people(text, known)
        if not names or (is_day and not self._next_day):
            return False
        if {*map(fold, names)} <= {*map(fold, known)}:
            return True
        is_name = any(map(str.isalpha, text)) and not any(map(str.isdigit, text))
        return bool(self._next_day) and is_name and not is_day

    @property
    def _known_names(self) -> Sequence[str]:
        return people_in(self.session.meeting)

    def _set_next_facilitator(self, typed: str) -> None:
        meeting = self.session.meeting
        name = as_known(clean_line(typed), self._known_names)
        self.session.execute(lifecycle.set_next_facilitator(meeting, name))
        self.entry.clear()
        self.say(tr("{name} leads the next meeting.", name=bidi_isolate(name)))

    def submit_nothing(self) -> None:
        """Give a verdict without words, or take the day on which the exercise is due again."""
        if not self.verdict.give() and self._offered_day is not None:
            self._set_next(self._offered_day)

    def cancel(self) -> bool:
        return self.answers.cancel() or self.verdict.cancel()

    def focus_entry(self) -> None:
        if self.answers.place is not None:
            self.answers.form.what.setFocus()
        else:
            super().focus_entry()

    def type_into_entry(self, text: str) -> None:
        if self.answers.place is not None:
            self.answers.form.what.setFocus()
            self.answers.form.what.insert(text)
        else:
            super().type_into_entry(text)

    def sentence(self) -> str:
        return super().sentence() if self.answers.place is None else self.answers.form.what.text()

    def clear_sentence(self) -> None:
        if self.answers.place is None:
            super().clear_sentence()
        else:
            self.answers.form.what.clear()
            self.remember_draft()

    def draft(self) -> tuple[str, ...]:
        if self.verdict.asked is None:
            return super().draft()
        text = self.verdict.put_by
        return (text, self.side.value, self.selection.left or "") if text else ()

    def remember_draft(self) -> None:
        super().remember_draft()
        self.session.remember_draft(self._verdict_key, self.verdict.draft())
        self.answers.keep()

    @property
    def _verdict_key(self) -> str:
        """Under what the words of a verdict are kept."""
        return f"{self.script.id}/verdict"

    def on_changed(self, change: Change) -> None:
        super().on_changed(change)
        self.verdict.keep()
        self.answers.forget_missing()

    def value_typing(self, number: int) -> None:
        """Ask the question of that number, where the close asks any."""
        places = self.session.exercise.closing
        if 1 <= number <= len(places):
            self.answer_question(places[number - 1].id)
        elif not places:
            super().value_typing(number)

    def value(self, number: int) -> None:
        """Ask what became of the selected action, and in a line why, or of something parked."""
        item = self.selected_item()
        if isinstance(item, Action) and 1 <= number <= len(VERDICTS):
            if self.answers.place is not None:
                self.answers.cancel()
            self.verdict.choose(item, VERDICTS[number - 1])
        elif isinstance(item, Parked):
            self.parked_requested.emit(item.id, number)
        else:
            super().value(number)

    def submit_lines(self, texts: Sequence[str]) -> bool:
        """Put pasted lines on the entry line: a day is one line."""
        self.entry.set_text(" ".join(texts))
        return True

    def _handle_key(self, event: QKeyEvent) -> bool:
        """Take the letters that mean something on an item, on any layout."""
        if event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        at = place_of(event) if not event.text().isascii() else None
        if event.key() == Qt.Key.Key_N or at == "N":
            self.not_today_requested.emit()
            return True
        if self.side is Side.LEFT and (event.key() == Qt.Key.Key_Y or at == "Y"):
            self.agreement_requested.emit()
            return True
        return False

    def commands(self) -> Sequence[Command]:
        # Where words are typed, the letter is a letter.
        keys = catalog.ASK_OWNERS.keys if self.focused_side() is Side.LEFT else ()
        run = self.agreement_requested.emit
        questions = [
            catalog.ANSWER_AT_CLOSE.bind(
                partial(self.answer_question, place.id),
                about=place.question,
                keys=(f"Alt+{number}",),
            )
            for number, place in enumerate(self.session.exercise.closing, start=1)
        ]
        return [*super().commands(), catalog.ASK_OWNERS.bind(run, keys=keys), *questions]

    def mark(self, item_id: str) -> None:
        if self.focused_side() is Side.RIGHT:
            self.set_marked(self.marked ^ {item_id})
            return
        action = self.session.meeting.get(Action, item_id)
        if action is not None:
            self.session.execute(lifecycle.choose_first(self.session.meeting, action))

    def tick(self, item_id: str) -> None:
        action = self.session.meeting.get(Action, item_id)
        if action is not None:
            self.select(Side.LEFT, item_id)
            self.verdict.choose(action, Status.DONE)

    def edit_item(self, side: Side, item_id: str) -> None:
        """Go to where the item was written: it is edited there."""
        place, action = self.answers.place_of(item_id), self.session.meeting.get(Action, item_id)
        if place is not None and action is None:
            self.answer_question(place.id)
        elif place is not None and action is not None:
            self.verdict.cancel()
            self.answers.edit(action, place)
        elif self.session.meeting.get(Parked, item_id) is not None:
            self.parked_requested.emit(item_id, 0)
        else:
            self.item_requested.emit(item_id)
