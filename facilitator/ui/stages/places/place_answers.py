"""Answers to the questions of the close: a form in place of the entry line, one line after another.

What was on the entry line comes back after it; what is unfinished in the form, when it is opened
again.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from facilitator.domain.answers.closing_places import (
    answer_at,
    answer_place,
    is_answered,
    place_answered,
)
from facilitator.domain.chain.owners import loads
from facilitator.domain.exercise import ClosingPlace
from facilitator.domain.facilitation import rounds
from facilitator.domain.records import Action, new_id
from facilitator.domain.room.entry import Entry
from facilitator.domain.text import says_something, shortened
from facilitator.services.clipboard.action_rows import ActionTexts
from facilitator.ui.base import dates
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.context import StageContext
from facilitator.ui.stages.form.action_form import ActionFields, ActionForm


class CloseContext(StageContext, Protocol):
    """A stage with the plan, on which questions are answered."""

    def remember_draft(self) -> None:
        """Note what is unfinished."""

    def show_prompt(self) -> None:
        """Show what is written now."""

    def on_text_changed(self) -> None:
        """Follow what is typed, or asked for."""

    def follow(self, item_id: str) -> bool:
        """Give the focus to an item."""


class PlaceAnswers:
    """The question that is answered now, if one is, and the action that is edited."""

    def __init__(self, stage: CloseContext, parent: QWidget) -> None:
        self._stage = stage
        self.place: ClosingPlace | None = None
        """The question that is answered; None while none is."""
        self._editing: str | None = None
        """The id of the answer that is edited in the form."""
        self.form = ActionForm(stage.session.exercise.words, parent, answers_question=True)
        self.form.hide()
        self.form.committed.connect(self._on_committed)
        self.form.actions_pasted.connect(self._on_pasted)
        self.form.skipped.connect(self.go_on)
        self.form.escaped.connect(self.cancel)

    @property
    def places(self) -> Sequence[ClosingPlace]:
        """All questions, in the order of their keys."""
        return self._stage.session.exercise.closing

    def place_of(self, item_id: str) -> ClosingPlace | None:
        """Return the question that an open item asks, or that an action answers."""
        meeting, exercise = self._stage.session.meeting, self._stage.session.exercise
        asked = (each for each in self.places if answer_at(meeting, each).id == item_id)
        action = meeting.get(Action, item_id)
        return next(asked, None) or place_answered(meeting, exercise, action)

    def open(self, place: ClosingPlace) -> None:
        """Ask a question; what was unfinished there comes back."""
        if self._editing is not None and not self._finish_editing():
            return
        if self.place is not place:
            self.keep()
            self.place = place
            self._fill(self._draft_of(place))
        self._stage.show_prompt()
        # The room sees another question.
        self._stage.on_text_changed()
        self.form.what.setFocus()

    def edit(self, action: Action, place: ClosingPlace) -> None:
        """Edit an answer in the form, with all its fields."""
        if self._editing is not None and not self._finish_editing():
            return
        self.keep()
        self.place, self._editing = place, action.id
        due = dates.to_type(action.due) if action.due else ""
        self._fill((action.text, action.owner, due))
        self._stage.show_prompt()
        # The room sees another question.
        self._stage.on_text_changed()
        self.form.what.setFocus()

    def _fill(self, texts: Sequence[str]) -> None:
        self.form.set_texts(texts)

    def show(self) -> None:
        """Show the form while a question is answered."""
        session, place = self._stage.session, self.place
        if place is not None:
            self.form.set_question(place.question)
            self.form.set_prompt(place.prompt)
            self.form.set_names(rounds.people_in(session.meeting), loads(session.meeting))
        self.form.setVisible(place is not None)

    def typed(self) -> Entry | None:
        """Return what is typed, for the room; None while no question is answered."""
        if self.place is None:
            return None
        # The room sees no field: the name tells it what is answered.
        line = self.form.line
        text = tr("{place}: {text}", place=self.place.name, text=line) if line else ""
        return Entry(name=self.place.name, prompt=self.place.question, text=text)

    def go_on(self) -> None:
        """Go on to the next question without an answer, after the last back to the entry line."""
        meeting, places = self._stage.session.meeting, list(self.places)
        at = places.index(self.place) + 1 if self.place in places else 0
        following = next((each for each in places[at:] if not is_answered(meeting, each)), None)
        if following is not None:
            self.open(following)
        else:
            self.close()

    def cancel(self) -> bool:
        """Leave the form, as Esc does; False while no question is answered."""
        edited = self._editing
        if self.place is None:
            return False
        if edited is not None:
            if self._finish_editing():
                self.close()
                self._stage.follow(edited)
            return True
        self.close()
        return True

    def close(self) -> None:
        """Answer no question: the entry line is there again."""
        self.keep()
        self.place, self._editing = None, None
        self._stage.show_prompt()
        self._stage.on_text_changed()
        self._stage.focus_entry()

    def leave(self) -> bool:
        """Save what is edited: another stage is shown; False, saying why, where that can’t be."""
        if self._editing is None:
            self.keep()
            return True
        if not self._finish_editing():
            return False
        self.close()
        return True

    def reset(self) -> None:
        """Ask nothing: the stage is entered again."""
        self.place, self._editing = None, None
        self.form.set_texts(())

    def keep(self) -> None:
        """Remember what is unfinished in the form."""
        if self.place is not None and self._editing is None:
            texts = self.form.texts[:3]
            self._stage.session.remember_draft(self._key(self.place), texts if any(texts) else ())

    def resume(self) -> None:
        """Ask again a question of which the answer is unfinished."""
        unfinished = (each for each in self.places if any(self._draft_of(each)))
        place = next(unfinished, None)
        if place is not None:
            self.open(place)

    def forget_missing(self) -> None:
        """Edit no longer what is gone."""
        if self._editing is not None and not self._stage.session.meeting.find(self._editing):
            self._end_editing()
            self.close()

    def _key(self, place: ClosingPlace) -> str:
        """Return under what the unfinished answer to a question is kept."""
        return f"{self._stage.script.id}/{place.id}"

    def _draft_of(self, place: ClosingPlace) -> tuple[str, ...]:
        return self._stage.session.draft_of(self._key(place))

    def _on_committed(self, fields: ActionFields) -> None:
        stage, place = self._stage, self.place
        if place is None:
            return
        with stage.session.batch():
            if self._editing is not None:
                self.cancel()
                return
            action = _action(fields)
            if not stage.attempt(lambda: answer_place(stage.session.meeting, place, action)):
                return
        self._fill(())
        self.keep()
        self._say_committed(place, fields)
        self.form.what.setFocus()

    def _say_committed(self, place: ClosingPlace, fields: ActionFields) -> None:
        if fields.due is not None:
            self._stage.say(
                tr(
                    "{place}: {whom}. {who}, by {day}. One more, or Enter to go on.",
                    place=place.name,
                    whom=bidi_isolate(shortened(fields.text)),
                    who=bidi_isolate(shortened(fields.owner)),
                    day=dates.day(fields.due),
                )
            )

    def _on_pasted(self, found: Sequence[ActionTexts]) -> None:
        """Answer with each pasted row that has all it needs; else put the first into the form."""
        stage, place = self._stage, self.place
        drafts = [
            Action(
                id=new_id(), strategy="", text=what, place=0, owner=who, due=dates.read(when).day
            )
            for what, who, when, _ in found
        ]
        if place is None:
            return
        if not all(each.text and each.owner and each.due for each in drafts):
            self.form.fill(found[0])
            stage.say(tr("Each row needs who, by whom and a day. Nothing was added."))
            return
        with stage.session.batch():
            for each in drafts:
                stage.attempt(partial(answer_place, stage.session.meeting, place, each))

    def _finish_editing(self) -> bool:
        """Save the fields of an edited answer; False, saying why, where a day is not understood.

        An emptied field keeps what it said.
        """
        stage, fields, place = self._stage, self.form.values, self.place
        known = stage.session.meeting.get(Action, self._editing)
        if known is None or place is None:
            self._end_editing()
            return True
        if fields.due is None and says_something(self.form.when.text()):
            self.form.ask_for_day()
            return False
        action = replace(
            known,
            text=fields.text if says_something(fields.text) else known.text,
            owner=fields.owner if says_something(fields.owner) else known.owner,
            due=fields.due or known.due,
        )
        # Before the change, which shows all again.
        self._editing = None
        stage.attempt(lambda: answer_place(stage.session.meeting, place, action))
        self._end_editing()
        return True

    def _end_editing(self) -> None:
        """Empty the form; what is unfinished at its question stays as it was kept before."""
        self.place, self._editing = None, None
        self.form.set_texts(())


def _action(fields: ActionFields) -> Action:
    return Action(
        id=new_id(),
        strategy="",
        text=fields.text,
        place=0,
        owner=fields.owner,
        due=fields.due,
    )
