"""The plan on one screen: what is changed first, when the team meets again, and the export."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from facilitator.domain.boards.chain_boards import CloseBoard
from facilitator.domain.boards.review import VERDICTS
from facilitator.domain.chain.owners import unasked
from facilitator.domain.change import Change
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.follow_up.roti import average, raised_in
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Action, Parked, Side, Status
from facilitator.domain.room.entry import Entry
from facilitator.domain.room.room_view import shown_sides
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.commands import Command, CommandSpec, key_text
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.key_places import place_of
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import BandShape, Shape
from facilitator.ui.stages.stage import Stage
from facilitator.ui.stages.verdicts.plan_verdict import PlanVerdict
from facilitator.ui.stages.widgets.item_band import ItemBand
from facilitator.ui.stages.widgets.roti_bars import written
from facilitator.ui.style.theme import Type
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session


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

    def enter(self) -> None:
        asked = self.session.draft_of(self._verdict_key)
        self.verdict.reset()
        super().enter()
        for panel in self.panels.values():
            panel.view.column.show_start()
        self.verdict.resume(asked)

    def activate(self, side: Side) -> None:
        super().activate(side)
        self.parts.give_room(side)

    def show_prompt(self) -> None:
        tells = Side.RIGHT in shown_sides(self.board, self.side)
        self.panels[Side.RIGHT].setVisible(tells)
        if not tells and self.side is Side.RIGHT:
            self.activate(Side.LEFT)
        self.parts.give_room(self.side)
        if self.verdict.show_prompt():
            return
        heading = self.script.heading(Side.LEFT)
        known = tr("{day}; type another day to change it", day=self._next_day)
        self.entry.set_prompt(heading.name, None, known if self._next_day else heading.prompt)

    @property
    def _next_day(self) -> str:
        """The day of the next meeting; empty while there is none."""
        day = self.session.meeting.details.next_on
        return dates.day(day) if day is not None else ""

    def typed(self) -> Entry:
        typed = super().typed()
        if self.verdict.asked is not None:
            return typed
        if typed.text or not self._next_day:
            return typed
        # The room doesn't see the chip.
        return replace(typed, prompt=f"{typed.name}: {self._next_day}")

    def on_text_changed(self) -> None:
        super().on_text_changed()
        if self.verdict.asked is not None:
            return
        text = self.entry.text
        reading = dates.read(text) if text.strip() else None
        state = ""
        if reading and reading.day:
            odd = dates.doubt(reading)
            state = tr("→ {day}", day=odd or dates.day(reading.day))
        self.entry.set_remark(state)

    def submit(self, text: str) -> None:
        """Take the words of a verdict, or the day of the next meeting; an odd one asks first."""
        if self.verdict.give(text):
            return
        typed = self.entry.text
        reading = dates.read(typed)
        odd = dates.doubt(reading)
        if reading.day is None:
            self.say(dates.not_a_day(typed, reading))
        elif odd and typed != self._asked:
            self._asked = typed
            self.say(tr("{odd}. Correct it, or press Enter again to keep it.", odd=odd))
        else:
            self._asked = ""
            self.session.execute(lifecycle.set_next(self.session.meeting, reading.day))
            self.entry.clear()
            self.say(tr("Next meeting: {day}.", day=dates.day(reading.day)))

    def submit_nothing(self) -> None:
        self.verdict.give()

    def cancel(self) -> bool:
        return self.verdict.cancel()

    def draft(self) -> tuple[str, ...]:
        if self.verdict.asked is None:
            return super().draft()
        text = self.verdict.put_by
        return (text, self.side.value, self.selection.left or "") if text else ()

    def remember_draft(self) -> None:
        super().remember_draft()
        self.session.remember_draft(self._verdict_key, self.verdict.draft())

    @property
    def _verdict_key(self) -> str:
        """Under what the words of a verdict are kept."""
        return f"{self.script.id}/verdict"

    def on_changed(self, change: Change) -> None:
        super().on_changed(change)
        self.verdict.keep()

    def value(self, number: int) -> None:
        """Ask what became of the selected action, and in a line why, or of something parked."""
        item = self.selected_item()
        if isinstance(item, Action) and 1 <= number <= len(VERDICTS):
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
        return [*super().commands(), catalog.ASK_OWNERS.bind(run, keys=keys)]

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
        if self.session.meeting.get(Parked, item_id) is not None:
            self.parked_requested.emit(item_id, 0)
        else:
            self.item_requested.emit(item_id)


class CloseHints(StageHints):
    """What the keys do where the plan is on one screen."""

    def __init__(self, stage: CloseStage) -> None:
        super().__init__(stage)
        self._close = stage

    def on_entry_line(self) -> list[Hint]:
        if self._close.verdict.asked is not None:
            return [
                Hint(catalog.SAVE_VERDICT, tr("save it; no words are needed"), run=self.submit),
                Hint(catalog.CANCEL_VERDICT, tr("no verdict"), 1, self._close.cancel),
            ]
        return [
            Hint(catalog.EXPORT, tr("export the plan as a PDF")),
            Hint(catalog.NEXT_MEETING, tr("set the next meeting"), 1, self.submit),
            Hint(catalog.TO_CARDS, self._to_actions(), 2, self.to_items),
            Hint(catalog.WORTH_IT, self._worth_it(), 2),
            Hint(catalog.PREVIOUS_STEP, tr("back"), 3),
            Hint(catalog.ALL_MEETINGS, tr("all meetings"), 4, self._stage.entry.edit.escaped.emit),
        ]

    def _worth_it(self) -> str:
        """Return what the key for raised fingers does, or what they said."""
        found = average(raised_in(self._stage.session.meeting))
        if found is None:
            return tr("was it worth our time?")
        return tr("worth our time: {average} of 5", average=written(found))

    def _to_actions(self) -> str:
        """Return the name of the list that Up leads to: the one that was worked on last."""
        if self._stage.side is Side.RIGHT:
            return tr("what is still open")
        meeting = self._stage.session.meeting
        chosen = meeting.get(Action, meeting.details.first) is not None
        return tr("actions") if chosen else tr("choose what to change first")

    def on_item(self) -> list[Hint]:
        if self._is_parked():
            view = self._stage.panels[Side.RIGHT].view
            return [
                *(
                    Hint(
                        catalog.SETTLE_PARKED,
                        name[:1].lower() + name[1:],
                        number,
                        partial(view.value_requested.emit, number),
                        key_text(str(number)),
                    )
                    for number, name in enumerate(self.value_names(), start=1)
                ),
                Hint(catalog.PARKING_LOT, tr("all that is parked"), 4),
                self.back_to_entry(),
            ]
        if self._stage.side is Side.RIGHT:
            return [
                Hint(
                    catalog.NOT_TODAY, self._not_today(), run=self._close.not_today_requested.emit
                ),
                Hint(catalog.GO_TO_ITEM, tr("go to it")),
                Hint(catalog.MARK, tr("mark"), 1),
                self.back_to_entry(),
            ]
        return [
            Hint(catalog.CHANGE_FIRST, tr("change this first")),
            self._verdict(1, tr("done"), 2),
            self._verdict(2, tr("in progress"), 4),
            self._verdict(3, tr("an excuse"), 5),
            self._verdict(4, tr("dropped"), 6),
            *self._ask_owners(),
            Hint(catalog.GO_TO_ITEM, tr("go to it"), 3),
            Hint(catalog.EXPORT, tr("export PDF"), 1),
            self.back_to_entry(),
        ]

    def _ask_owners(self) -> list[Hint]:
        """Return the key that asks for a yes, while there is somebody to ask."""
        session = self._stage.session
        if not unasked(session.meeting, session.exercise):
            return []
        run = self._close.agreement_requested.emit
        return [Hint(catalog.ASK_OWNERS, tr("ask each owner"), 2, run)]

    def _verdict(self, number: int, does: str, rank: int) -> Hint:
        view = self._stage.panels[Side.LEFT].view
        run = partial(view.value_requested.emit, number)
        return Hint(catalog.VERDICT, does, rank, run, key_text(str(number)))

    def edit_command(self, side: Side) -> CommandSpec:
        return catalog.GO_TO_ITEM

    def more_commands(self, side: Side) -> Sequence[Command]:
        if side is Side.LEFT:
            return ()
        name = self._not_today()
        run = self._close.not_today_requested.emit
        return [catalog.NOT_TODAY.bind(run, name=name[:1].upper() + name[1:])]

    def _not_today(self) -> str:
        """Return what the key does to the selected item."""
        session = self._stage.session
        later = still_open(session.meeting, session.exercise).not_today
        ids = {each.item.id for record in later for each in record.items}
        is_later = self._stage.selection.right in ids
        return tr("open it again") if is_later else tr("not today, because…")

    def mark_command(self, side: Side) -> CommandSpec | None:
        return catalog.CHANGE_FIRST if side is Side.LEFT else catalog.MARK

    def shift_command(self, side: Side, to: Side) -> CommandSpec | None:
        return None

    def _is_parked(self) -> bool:
        """Return whether something parked has the focus."""
        is_open = self._stage.focused_side() is Side.RIGHT
        return is_open and isinstance(self._stage.selected_item(), Parked)

    def value_names(self) -> Sequence[str]:
        if self._is_parked():
            return (tr("Make it an action"), tr("Next meeting"), tr("Drop it"))
        return [phrases.verdict(status).capitalize() for status in CloseBoard.verdicts]
