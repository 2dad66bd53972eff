"""The promises of the last meetings, one after the other, and what became of each."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QKeyEvent, QResizeEvent

from facilitator.domain.boards import Selection
from facilitator.domain.boards.review import VERDICTS, ReviewBoard
from facilitator.domain.chain.status import due_of, last_verdict
from facilitator.domain.chain.verbs import add_origins, add_strategies
from facilitator.domain.change import Change
from facilitator.domain.exercise import Kind
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.follow_up.verdicts import (
    again_of,
    judge,
    set_noticed,
    withdraw,
)
from facilitator.domain.records import (
    ActionKind,
    Answer,
    Check,
    EarlierAction,
    GapNumber,
    Noticed,
    Side,
    Status,
    Verdict,
)
from facilitator.domain.room.entry import Entry
from facilitator.domain.room.reviewed import review_counts, reviewed_action
from facilitator.domain.text import says_something, shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.kinds.answer_stage import AnswerStage
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import Shape
from facilitator.ui.stages.numbers import number_text
from facilitator.ui.stages.verdicts import asked as asking
from facilitator.ui.stages.verdicts import review_text
from facilitator.ui.stages.verdicts.again_bar import AgainBar
from facilitator.ui.stages.verdicts.asked import Asked
from facilitator.ui.stages.verdicts.due_box import DueBox
from facilitator.ui.stages.verdicts.gap_questions import GapQuestions
from facilitator.ui.stages.verdicts.review_card import ReviewCard, share_height, texts_of
from facilitator.ui.stages.verdicts.review_hints import ReviewHints
from facilitator.ui.stages.verdicts.verdict_bar import VerdictBar, verdict_of
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.workspace.session import Session

NOTICED = (Noticed.YES, Noticed.NO, Noticed.UNSURE)
"""What Alt and the digits from 1 say."""


@shows(Kind.REVIEW)
class ReviewStage(AnswerStage):
    """One promise, large; four verdicts; and the line on which each says in words what it is.

    On the right column is what was said of the promise, on the left one are all of them; that one
    is only shown as a list, in place of the promise.
    """

    shape = Shape(question=Type.QUESTION_SMALL, cards=(Type.PLAN, Type.PLAN), reviews=True)
    _is_laid_out = False

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self.asked: Asked | None = None
        """What the entry line asks; None until a verdict is chosen."""
        self._goes_on = False
        """Whether the next promise comes after what is asked of the gap."""
        self.of_gap = GapQuestions(self)
        self._noticed: Noticed | None = None
        """Whether it was noticed, said while the words of the verdict are typed."""
        self.card = ReviewCard(self)
        self.bar = VerdictBar(self)
        self.again = AgainBar(self)
        self.due = DueBox(self)
        self.hints = ReviewHints(self)
        self.parts.place_above(self.card, 3)
        self.parts.place_below(self.bar)
        self.parts.place_below(self.again)
        self.parts.place_beside(self.due)
        self.card.list_requested.connect(self.switch_side)
        self.bar.chosen.connect(self.choose)
        self.bar.noticed.connect(self.value_typing)
        self.bar.left_upwards.connect(self._to_items)
        self.bar.escaped.connect(self.entry_actions.escape)
        self.bar.focus_changed.connect(self.on_focus_changed)
        self.bar.again_requested.connect(self.ask_again)
        self.again.chosen.connect(self._on_again_chosen)
        self.again.left_upwards.connect(self._to_items)
        self.again.escaped.connect(self.entry_actions.escape)
        self.again.focus_changed.connect(self.on_focus_changed)
        self.due.submitted.connect(self._on_due_submitted)
        self.due.escaped.connect(self.entry_actions.escape)
        self.due.text_changed.connect(self.on_text_changed)
        self.due.value_requested.connect(self.value_typing)
        self.due.focus_changed.connect(self.on_focus_changed)
        self.entry.edit.left_upwards.disconnect(self.entry_actions.focus_last_item)
        self.entry.edit.left_upwards.connect(self._to_items)
        for panel in self.panels.values():
            panel.view.key_filter = self._take_key
            panel.view.column.page_changed.connect(self._share)
        self.setTabOrder(self.bar.buttons[VERDICTS[-1]], self.again.buttons[Check.YES])
        self.setTabOrder(self.again.buttons[Check.YES], self.again.buttons[Check.NO])
        self.setTabOrder(self.again.buttons[Check.NO], self.entry.edit)
        self.setTabOrder(self.entry.edit, self.due.field)
        self._is_laid_out = True
        self._show_side()

    # What is shown

    @property
    def action(self) -> EarlierAction | None:
        """The promise that is looked at."""
        return self.session.meeting.get(EarlierAction, self.selection.left)

    @property
    def verdict(self) -> Verdict | None:
        """What was said of it last, in this meeting."""
        action = self.action
        return last_verdict(self.session.meeting, action) if action is not None else None

    def enter(self) -> None:
        super().enter()
        # Only now it is known which promise is looked at.
        self.set_draft(self.session.draft_of(self.drafts.key))
        self.show_prompt()
        self.focus_entry()

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        for part in (self.card, self.bar, self.again, self.due):
            part.set_metrics(metrics)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        share_height(self.panels[Side.RIGHT], self.height())

    def refresh(self, change: Change | None = None, reset: bool = False) -> None:
        super().refresh(change, reset)
        self._share()

    def show_prompt(self) -> None:
        super().show_prompt()
        meeting, exercise = self.session.meeting, self.session.exercise
        shown = reviewed_action(self.board, self.selection, date.today())
        empty = self.script.heading(Side.LEFT).empty
        texts = texts_of(shown, review_counts(meeting), exercise.words, empty)
        self.card.show_texts(texts)
        asked = self.asked
        status = shown.status if shown is not None else Status.OPEN
        self.bar.show_verdict(status, asked.status if asked is not None else None)
        self.due.setVisible(asked is Asked.PROGRESS)
        is_again = asked is Asked.AGAIN
        self.again.show_answer(shown.again if shown else None, exercise.words.again)
        self.again.setVisible(shown is not None and is_again)
        self.bar.setVisible(shown is not None and not is_again)
        self.entry.setVisible(shown is not None)
        if asked is None:
            digits = tr("Choose: 1 done, 2 progress, 3 excuse, 4 dropped")
            self.entry.set_prompt(tr("Verdict"), None, digits)
        elif asked is Asked.NUMBER:
            self.entry.set_prompt(tr("Number"), None, self.of_gap.number_prompt())
        elif asked is Asked.AGAIN:
            self.entry.set_prompt(tr("Again"), None, exercise.words.again)
        else:
            action = self.action
            kind = action.kind if action is not None else ActionKind.DO
            name, prompt = asking.prompt(asked, exercise, self.script, kind)
            self.entry.set_prompt(name, asked.tone, prompt)
        self.due.set_prompt(self._kept_day())
        remark = f"({review_text.noticed(self._noticed)})" if self._noticed else ""
        if asked is Asked.NUMBER:
            remark = number_text.understood(self.entry.text, exercise.words)
        self.entry.set_remark(remark)

    def _kept_day(self) -> str:
        """Return the day that stays when no other is typed; one that has passed does not."""
        action = self.action
        due = due_of(self.session.meeting, action) if action is not None else None
        return dates.day(due) if due is not None and due >= date.today() else ""

    def _show_side(self) -> None:
        if not self._is_laid_out:
            super()._show_side()
            return
        is_one = self.side is Side.RIGHT
        self.card.setVisible(is_one)
        tells = bool(self.panels[Side.RIGHT].view.column.ids)
        shown = {Side.LEFT: not is_one, Side.RIGHT: is_one and tells}
        # What is shown first can have the focus.
        for side in sorted(shown, key=lambda side: not shown[side]):
            self.panels[side].setVisible(shown[side])
        self.parts.fold_columns(is_one and not tells)

    def spoken(self) -> str:
        return f"{super().spoken()} {self.card.shown.spoken}"

    def typed(self) -> Entry:
        typed = super().typed()
        if self.asked is Asked.PROGRESS and self.due.text:
            return Entry(
                name=typed.name, text=" · ".join(filter(None, (typed.text, self.due.text)))
            )
        if self.asked is None and not typed.text:
            asks = tr("Done, progress, an excuse, or dropped?") if self.verdict is None else ""
            return Entry(name=typed.name, prompt=asks)
        return typed

    # The focus

    def focus_entry(self) -> None:
        """Focus the line of the verdict that is chosen, else the verdicts."""
        if self.side is Side.LEFT:
            self.activate(Side.RIGHT)
        if self.asked is Asked.AGAIN and self.action is not None:
            self.again.focus_answer(again_of(self.session.meeting, self.action))
        elif self.asked is not None:
            super().focus_entry()
        elif self.action is not None:
            verdict = self.verdict
            self.bar.focus_verdict(verdict.status if verdict is not None else Status.DONE)
        else:
            self.card.setFocus()

    def switch_side(self) -> None:
        """Show all promises, or one again; after an excuse ask for its origins, or what to do."""
        if self.asked is not None and self.asked.is_below_excuse and self.side is Side.RIGHT:
            other = Asked.STRATEGY if self.asked is Asked.ORIGIN else Asked.ORIGIN
            self._ask(other)
        elif self.leave() and self.action is not None:
            if self.side is Side.LEFT:
                self._open_one()
            else:
                self.activate(Side.LEFT)
                self.panels[Side.LEFT].view.setFocus()

    def _open_one(self) -> None:
        self.activate(Side.RIGHT)
        self.show_prompt()
        self.focus_entry()
        self.remember()

    def _to_items(self) -> None:
        """Go up to what was said of the promise, or to the list of all."""
        if self.panels[Side.RIGHT].view.column.ids:
            self.entry_actions.focus_last_item()
        else:
            self.switch_side()

    def show_item(self, item_id: str) -> None:
        if self.session.meeting.get(EarlierAction, item_id) is None:
            self.activate(Side.RIGHT)
            super().show_item(item_id)
            return
        self.select(Side.LEFT, item_id)
        self._open_one()

    def walk(self, by: int) -> bool:
        following = self._where.left_by(self.board, by)
        if following in (None, self.selection.left):
            return False
        self.select(Side.LEFT, following)
        self.focus_entry()
        announce(self, self.card.shown.spoken)
        return True

    def select_left(self, by: int) -> None:
        super().select_left(by)
        if self.side is Side.RIGHT:
            self.focus_entry()

    def select(self, side: Side, item_id: str | None) -> None:
        """Select an item; with another promise comes what is unfinished about that one."""
        if side is Side.LEFT and item_id != self.selection.left:
            self.remember_draft()
            self.select_at(Selection(item_id))
            self.set_draft(self.session.draft_of(self.drafts.key))
        super().select(side, item_id)

    # Typing

    def draft(self) -> tuple[str, ...]:
        text, day = self.entry.text, self.due.text
        if self.asked is None and not text:
            return ()
        asked = self.asked.value if self.asked is not None else ""
        return (text, self.side.value, self.selection.left or "", asked, day)

    def set_draft(self, fields: Sequence[str]) -> None:
        text, _, _, asked, day = (*fields, "", "", "", "", "")[:5]
        self.asked, self._noticed = asking.read(asked), None
        if self.asked is not None and self.asked.is_below_excuse and self._excuse is None:
            self.asked = None
        self.due.set_text(day)
        self.entry.set_text(text)

    @property
    def _excuse(self) -> str | None:
        """The id of the excuse that was said last of the promise."""
        board = self.board
        excuse = board.excuse(self.selection) if isinstance(board, ReviewBoard) else None
        return excuse.id if excuse is not None else None

    def type_into_entry(self, text: str) -> None:
        if self.asked is not None:
            super().type_into_entry(text)

    def on_text_changed(self) -> None:
        super().on_text_changed()
        if self.asked is Asked.NUMBER:
            words = self.session.exercise.words
            self.entry.set_remark(number_text.understood(self.entry.text, words))
        self.hints_changed.emit()

    def submit(self, text: str) -> None:
        asked = self.asked
        if asked is None:
            self.say(tr("First say what became of it: 1 done, 2 progress, 3 excuse, 4 dropped."))
            self.focus_entry()
        elif asked.is_below_excuse:
            self.submit_lines([text])
        elif asked is Asked.PROGRESS:
            self.due.setFocus()
        elif asked.is_of_gap:
            if self.of_gap.answer(asked, text):
                self._end_question()
        else:
            self._judge(Status(asked.value), text)

    def submit_nothing(self) -> None:
        asked = self.asked
        if asked is None:
            self.focus_entry()
        elif asked.is_below_excuse:
            self._finish()
        elif asked.is_of_gap:
            self._skip_question()
        else:
            self.say(tr("Say it in a line: {question}", question=self.entry.typed.prompt))

    def submit_lines(self, texts: Sequence[str]) -> bool:
        """Add what would make it possible, or how it got this way, each line for itself."""
        meeting, excuse = self.session.meeting, self._excuse
        if self.asked is None or not self.asked.is_below_excuse or excuse is None:
            self.entry.set_text(" ".join(texts))
            return True
        add = add_strategies if self.asked is Asked.STRATEGY else add_origins
        change = self.attempt(lambda: add(meeting, excuse, texts))
        if change:
            self.entry.clear()
            self.remember_draft()
        return change is not None

    def cancel(self) -> bool:
        """Take back the choice of a verdict; what is typed stays for the next one."""
        if self.asked is None:
            return False
        if self.asked.is_below_excuse and not self.entry.text.strip():
            self._finish()
        elif self.asked.is_of_gap:
            self._skip_question()
        else:
            self._ask(None)
        return True

    def _on_due_submitted(self) -> None:
        text, typed = self.entry.text, self.due.text
        if not says_something(text):
            self.focus_entry()
            self.say(tr("Say it in a line: {question}", question=self.entry.typed.prompt))
            return
        question = self.due.question() if typed or not self._kept_day() else ""
        if question:
            self.say(question)
            return
        with self.session.batch():
            self._judge(Status.PROGRESS, text, self.due.day if typed else None)

    # Verdicts

    def choose(self, status: Status) -> None:
        """Ask for the words of a verdict; the one that was given last is taken back."""
        self.activate(Side.RIGHT)
        verdict = self.verdict
        if self.action is None:
            return
        if self.asked is None and verdict is not None and verdict.status is status:
            if self.attempt(lambda: withdraw(self.session.meeting, verdict)):
                self.say(tr("Taken back. {key} undoes that.", key=catalog.UNDO.key))
            self.focus_entry()
            return
        self._ask(Asked(status.value))

    def value(self, number: int) -> None:
        if 1 <= number <= len(VERDICTS):
            self.choose(VERDICTS[number - 1])
        else:
            super().value(number)

    def _ask(self, asked: Asked | None) -> None:
        self.asked = asked
        self.show_prompt()
        self.focus_entry()
        self.remember_draft()
        self.hints_changed.emit()
        self.typing.emit()

    def _judge(self, status: Status, text: str, due: date | None = None) -> None:
        """Give the verdict, and go on: to what would make it possible, or to the next promise."""
        meeting, action, noticed = self.session.meeting, self.action, self._noticed
        if action is None:
            return
        # A clock that was set back makes no verdict older than the meeting.
        day = max(date.today(), meeting.details.held_on)
        if not self.attempt(lambda: judge(meeting, action, status, day, text, due, noticed)):
            return
        self.entry.clear()
        self.due.set_text("")
        self._noticed = None
        if status is Status.EXCUSE:
            self._ask(Asked.STRATEGY)
        else:
            self._finish()

    # What is asked of the gap

    def ask_number(self) -> None:
        """Ask how much there is now of the gap that the promise came from."""
        self._ask_of_gap(Asked.NUMBER)

    def ask_again(self) -> None:
        """Ask whether the gap was met again, in an exercise that asks that."""
        if self.session.exercise.words.again:
            self._ask_of_gap(Asked.AGAIN)

    def _ask_of_gap(self, asked: Asked) -> None:
        if not self.of_gap.has_gap:
            self.say(tr("Nobody wrote down what this promise came from."))
            return
        if self.side is Side.LEFT:
            self._open_one()
        if not self.entry.text.strip() or self.asked is asked:
            self._goes_on = False
            self._ask(asked)
        else:
            self.say(tr("First finish what you type: Enter saves it."))

    def _on_again_chosen(self, said: Check) -> None:
        if self.of_gap.say_again(said):
            self._end_question()

    def _skip_question(self) -> None:
        self.of_gap.skip(self.asked)
        self._end_question()

    def _end_question(self) -> None:
        self.entry.clear()
        if self._goes_on:
            self._finish()
        else:
            self._ask(None)

    def _finish(self) -> None:
        """Ask if the gap was met again, and for its number where it had one; then go on."""
        self._goes_on = True
        following = self.of_gap.following()
        if following is not None:
            self._ask(following)
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Go on to the next promise without a verdict; after the last say what became of all."""
        self.asked, self._goes_on = None, False
        self.remember_draft()
        board = self.board
        following = board.next_open(self.selection) if isinstance(board, ReviewBoard) else None
        if following is not None:
            self.select(Side.LEFT, following)
            announce(self, self.card.shown.spoken)
        else:
            counts = review_counts(self.session.meeting)
            said = review_text.said_of(counts, self.session.exercise.words)
            self.say(
                tr("{said}. {key} goes to the next stage.", said=said, key=catalog.NEXT_STAGE.key)
            )
        self.show_prompt()
        self.focus_entry()
        self.hints_changed.emit()
        self.typing.emit()

    def value_typing(self, number: int) -> None:
        """Say whether it was noticed; said twice it is taken back."""
        if not 1 <= number <= len(NOTICED):
            return
        noticed, verdict = NOTICED[number - 1], self.verdict
        if self.asked is not None and self.asked.status is not None:
            self._noticed = None if self._noticed is noticed else noticed
            self.show_prompt()
            self.say(review_text.noticed(self._noticed).capitalize())
        elif verdict is None:
            self.say(tr("First say what became of it."))
        else:
            said = None if verdict.noticed is noticed else noticed
            self.attempt(lambda: set_noticed(self.session.meeting, verdict, said))

    def _take_key(self, event: QKeyEvent) -> bool:
        """Take the keys of the verdicts on a list."""
        status = verdict_of(event)
        if status is not None:
            self.choose(status)
            return True
        return False

    def edit_item(self, side: Side, item_id: str) -> None:
        if side is Side.LEFT:
            self._open_one()
        else:
            super().edit_item(side, item_id)

    # What changed

    def on_changed(self, change: Change) -> None:
        judged = self._judged(change) if not self.session.is_of_others else None
        if judged is not None and judged != self.selection.left:
            self.select(Side.LEFT, judged)
        super().on_changed(change)
        if self.asked is not None and self.asked.is_below_excuse and self._excuse is None:
            self._ask(None)

    def _judged(self, change: Change) -> str | None:
        """Return the promise about which something was said or taken back."""
        records = [edit.after or edit.before for edit in change.edits]
        said = [record.action for record in records if isinstance(record, Verdict)]
        said += [record.item for record in records if isinstance(record, GapNumber)]
        said += [record.about for record in records if isinstance(record, Answer)]
        return next((key for key in said if self.session.meeting.get(EarlierAction, key)), None)

    def commands(self) -> Sequence[Command]:
        action = self.action
        if action is None:
            return super().commands()
        about = shortened(action.text, 60)
        specs = (catalog.SAY_DONE, catalog.SAY_PROGRESS, catalog.SAY_EXCUSE, catalog.SAY_DROPPED)
        verdicts = [
            spec.bind(partial(self.choose, status), about=about, keys=())
            for spec, status in zip(specs, VERDICTS, strict=True)
        ]
        sayings = (catalog.WAS_NOTICED, catalog.NOT_NOTICED, catalog.NOTICED_UNSURE)
        remarks = [
            spec.bind(partial(self.value_typing, number), about=about)
            for number, spec in enumerate(sayings, start=1)
        ]
        asks = bool(self.session.exercise.words.again)
        again = [catalog.SAY_AGAIN.bind(self.ask_again, about=about, keys=())] if asks else []
        return [*verdicts, *remarks, *again, *super().commands()]
