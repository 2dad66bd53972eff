"""What the keys do where the plan is on one screen."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance

from facilitator.domain.boards.chain_boards import CloseBoard
from facilitator.domain.chain.owners import unasked
from facilitator.domain.follow_up.roti import average, raised_in
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Action, Parked, Side
from facilitator.domain.room.room_close import room_close
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import phrases
from facilitator.ui.base.commands import Command, CommandSpec, key_text
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.context import StageContext
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.places.place_answers import PlaceAnswers
from facilitator.ui.stages.verdicts.plan_verdict import PlanVerdict
from facilitator.ui.stages.widgets.roti_bars import written
from facilitator.ui.widgets.hint_bar import Hint


class ClosesMeeting(StageContext, Protocol):
    """The stage with the plan, as far as its keys need it."""

    @property
    def verdict(self) -> PlanVerdict: ...
    @property
    def answers(self) -> PlaceAnswers: ...
    @property
    def not_today_requested(self) -> SignalInstance: ...
    @property
    def agreement_requested(self) -> SignalInstance: ...

    def cancel(self) -> bool:
        """Cancel what the entry line asks."""

    def answer_question(self, place_id: str) -> None:
        """Ask one of the questions of the close."""


class CloseHints(StageHints):
    """What the keys do where the plan is on one screen."""

    def __init__(self, stage: ClosesMeeting) -> None:
        super().__init__(stage)
        self._close = stage

    def on_entry_line(self) -> list[Hint]:
        if self._close.verdict.asked is not None:
            return [
                Hint(catalog.SAVE_VERDICT, tr("save it; no words are needed"), run=self.submit),
                Hint(catalog.CANCEL_VERDICT, tr("no verdict"), 1, self._close.cancel),
            ]
        if self._close.answers.place is not None:
            return self._in_form()
        return [
            *self._questions(),
            Hint(catalog.EXPORT, tr("export the plan")),
            Hint(catalog.NEXT_MEETING, tr("set the next meeting"), 1, self.submit),
            Hint(catalog.TO_CARDS, self._to_actions(), 2, self.to_items),
            Hint(catalog.WORTH_IT, self._worth_it(), 2),
            *self.beside_last(5),
            Hint(catalog.PREVIOUS_STEP, tr("back"), 3),
            Hint(catalog.ALL_MEETINGS, tr("all meetings"), 4, self._stage.entry.edit.escaped.emit),
        ]

    def _questions(self) -> list[Hint]:
        """Return the key of the first question that waits for an answer, else of all of them."""
        close = room_close(self._stage.board)
        places = close.places if close is not None else ()
        for number, place in enumerate(places, start=1):
            if place.is_open:
                run = partial(self._close.answer_question, place.id)
                return [
                    Hint(catalog.ANSWER_AT_CLOSE, place.name, 0, run, key_text(f"Alt+{number}"))
                ]
        if not places:
            return []
        keys = f"Alt+1–{len(places)}" if len(places) > 1 else "Alt+1"
        return [Hint.of_range(catalog.ANSWER_AT_CLOSE, keys, tr("answer the questions"), 2)]

    def _in_form(self) -> list[Hint]:
        """Return the keys that work while a question is answered."""
        answers = self._close.answers
        hints = [
            Hint(catalog.NEXT_OR_COMMIT, tr("next field, then save"), run=self._submit_field),
        ]
        if answers.form.what.hasFocus() and not any(answers.form.texts):
            hints = [Hint(catalog.NEXT_OR_COMMIT, tr("go on"), run=answers.go_on)]
        if len(answers.places) > 1:
            keys = f"Alt+1–{len(answers.places)}"
            hints.append(Hint.of_range(catalog.ANSWER_AT_CLOSE, keys, tr("another question"), 2))
        back = Hint(catalog.LEAVE_ITEM, tr("back to the entry line"), 1, answers.cancel)
        return [*hints, back]

    def _submit_field(self) -> None:
        """Do what Enter does on the field that has the focus."""
        for field in self._close.answers.form.fields:
            if field.hasFocus():
                field.submit()

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
            Hint(catalog.EXPORT, tr("export"), 1),
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
