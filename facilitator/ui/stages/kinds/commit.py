"""Who does what by when: actions for each strategy."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from facilitator.domain.boards import Reason, RefusedError, Selection
from facilitator.domain.boards.chain_boards import CommitBoard
from facilitator.domain.chain.owners import loads
from facilitator.domain.chain.verbs import commit_action, commit_actions
from facilitator.domain.change import Change, Verb
from facilitator.domain.dates.dates import Doubt
from facilitator.domain.exercise import Kind, Word
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.facilitation import rounds
from facilitator.domain.follow_up.verdicts import tick
from facilitator.domain.records import Action, ActionKind, Answer, Parked, Side, Strategy, new_id
from facilitator.domain.room.entry import Entry
from facilitator.domain.text import says_something, shortened
from facilitator.errors import InputRefusedError
from facilitator.services.clipboard.action_rows import ActionTexts, action_rows
from facilitator.services.clipboard.rows import Row
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates
from facilitator.ui.base.commands import Command, CommandSpec
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.stages.form.action_form import ActionFields, ActionForm
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.kinds.answer_stage import AnswerStage
from facilitator.ui.stages.kinds.registry import shows
from facilitator.ui.stages.layout import BandShape, Shape
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session

MOMENT = 6_000
"""Milliseconds for which a new action is outlined: until the last row has found it."""


@shows(Kind.COMMIT)
class CommitStage(AnswerStage):
    """One strategy after the other, and all that people committed to, a row for each action."""

    shape = Shape(
        cards=(Type.PLAN, Type.PLAN),
        lists=True,
        band=BandShape(tone=None, text=Type.CARD_BOLD, steps=True),
        tells_open=True,
    )

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self.hints = CommitHints(self)
        self._editing: str | None = None
        """The id of the action that is edited in the form."""
        self._offered_for: str | None = None
        """The id of what the words in the form were offered for."""
        self._fresh: frozenset[str] = frozenset()
        self._moment = single_shot(self, MOMENT, self._forget_fresh)
        self.form = ActionForm(session.exercise.words, self)
        self.form.committed.connect(self._on_committed)
        self.form.actions_pasted.connect(self._on_actions_pasted)
        self.form.refused.connect(self.said)
        self.form.escaped.connect(self._on_form_escaped)
        self.form.left_upwards.connect(self.entry_actions.focus_last_item)
        self.form.text_changed.connect(self.on_text_changed)
        self.form.value_requested.connect(self.value)
        self.form.focus_changed.connect(self.on_focus_changed)
        self.parts.place_below(self.form)
        self.form.more_requested.connect(self.toggle_more)

    def toggle_more(self) -> None:
        """Open the second row of the form, or close it."""
        if self._editing is None:
            self.activate(Side.RIGHT)
            self.show_prompt()
        self.form.toggle_more()
        self.hints_changed.emit()

    def commands(self) -> Sequence[Command]:
        name = tr("Less about the action") if self.form.is_long else ""
        return [*super().commands(), catalog.MORE_ABOUT.bind(self.toggle_more, name=name)]

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.form.set_metrics(metrics)

    def set_draft(self, fields: Sequence[str]) -> None:
        super().set_draft(fields[:3])
        self._editing = None
        self.form.set_texts(fields[3:])
        if any(fields[3:]) and len(fields) > 2 and fields[2]:
            self.select_at(Selection(fields[2], None))

    def draft(self) -> tuple[str, ...]:
        if self._editing is not None:
            return self.session.draft_of(self.drafts.key)
        fields = self.form.draft
        if not self.entry.text and not any(fields):
            return ()
        left = self.selection.left or ""
        return (self.entry.text, self.side.value, left, *fields)

    def on_text_changed(self) -> None:
        super().on_text_changed()
        self.hints_changed.emit()
        if self._editing is not None:
            self.session.remember_draft(self.drafts.edit_key, (self._editing, *self.form.all_texts))

    def resume_edit(self) -> None:
        fields = self.session.draft_of(self.drafts.edit_key)
        action = self.session.meeting.get(Action, fields[0]) if fields else None
        if action is None:
            super().resume_edit()
            return
        self.select_at(Selection(action.strategy, action.id))
        self.refresh()
        self.edit_item(Side.RIGHT, action.id)
        self.form.set_texts(fields[1:])

    def show_prompt(self) -> None:
        super().show_prompt()
        self.form.setVisible(self.form_is_on)
        self.entry.setVisible(not self.form_is_on)
        self.form.set_prompt(self.script.heading(Side.RIGHT).prompt)
        of_others, source = self.session.is_of_others, self._source
        offered_for = source.id if source is not None else None
        # Others change neither the words nor the name that Enter is about to accept; only words of
        # something that they have taken back must not be committed to something else.
        if not of_others or offered_for != self._offered_for:
            self._offered_for = offered_for
            self.form.offer(self._words_to_offer())
        if not (of_others and self.form.who.hasFocus()):
            self.form.set_names(rounds.people_in(self.session.meeting), loads(self.session.meeting))

    @property
    def form_is_on(self) -> bool:
        """Whether the form is shown in place of the entry line, which alone says why it is not."""
        if self.session.only_reads:
            return False
        return self.side is Side.RIGHT or self._editing is not None

    def typed(self) -> Entry:
        if not self.form.isVisible():
            return super().typed()
        chip = self.script.heading(Side.RIGHT).name
        return Entry(name=chip, prompt=self.form.what.placeholderText(), text=self.form.line)

    def _words_to_offer(self) -> str:
        """Return the words of the strategy, as long as no action was made of it."""
        source = self._source
        if source is None or self._editing is not None:
            return ""
        if isinstance(source, Answer):
            # What was answered is no action: that has to be thought of.
            return ""
        return "" if self.session.meeting.child_count(Action, source.id) else source.text

    @property
    def _source(self) -> Strategy | Answer | Parked | None:
        """What an action is made of: a strategy, an answer that wants one, or something parked."""
        meeting, selected = self.session.meeting, self.selection.left
        found = meeting.get(Strategy, selected) or meeting.get(Answer, selected)
        return found or meeting.get(Parked, selected)

    def sentence(self) -> str:
        if not self.form_is_on:
            return super().sentence()
        return "" if self.form.what.is_offered else self.form.what.text()

    def clear_sentence(self) -> None:
        if self.form_is_on:
            self.form.what.clear()
            self.remember_draft()
        else:
            super().clear_sentence()

    def focus_entry(self) -> None:
        if self.form_is_on:
            self.form.what.setFocus()
        else:
            super().focus_entry()

    def show_item(self, item_id: str) -> None:
        """Select an item; of an answer that wants an action ask for it."""
        if self.session.meeting.get(Answer, item_id) is None:
            super().show_item(item_id)
            return
        self.activate(Side.RIGHT)
        self.select(Side.LEFT, item_id)
        self.focus_entry()

    def type_into_entry(self, text: str) -> None:
        what = self.form.what
        if self.form.isVisible():
            what.setText(text if what.is_offered else what.text() + text)
        else:
            super().type_into_entry(text)

    def _on_committed(self, fields: ActionFields) -> None:
        with self.session.batch():
            edited = self._editing
            if edited is not None:
                if self._finish_editing():
                    self.follow(edited)
            elif self.attempt(lambda: self._action(fields)):
                self.form.set_texts(())
                self.remember_draft()
                self._offer_next(fields)
                self.focus_entry()

    def _offer_next(self, fields: ActionFields) -> None:
        """Select the next strategy without an action; without one, the selection stays."""
        board = self.board
        following = board.next_open(self.selection) if isinstance(board, CommitBoard) else None
        if following is None or fields.due is None:
            return
        self.select(Side.LEFT, following)
        who, day = shortened(fields.owner), dates.day(fields.due)
        self.say(tr("{who}, by {day}. Next one.", who=who, day=day))

    def _action(self, fields: ActionFields) -> Change:
        meeting = self.session.meeting
        source = self._source
        if source is None:
            raise RefusedError(Reason.NO_STRATEGY)
        action = Action(
            id=new_id(),
            strategy=source.id,
            text=fields.text,
            place=0,
            owner=fields.owner,
            due=fields.due,
            sign=fields.sign,
            when=fields.when,
            expected_excuse=fields.expected_excuse,
            sponsor=fields.sponsor,
            kind=fields.kind,
        )
        return commit_action(meeting, action)

    def paste_rows(self, rows: Sequence[Row]) -> None:
        """Make an action of each row; one that lacks something goes into the form."""
        if self.side is Side.LEFT:
            super().paste_rows(rows)
            return
        found = action_rows(rows, self.form.names)
        if len(found) > 1 or self._lacks(found[0]) is None:
            self._on_actions_pasted(found)
        else:
            self.focus_entry()
            self.form.fill(found[0])

    def _on_actions_pasted(self, found: Sequence[ActionTexts]) -> None:
        for number, texts in enumerate(found, start=1):
            lacks = self._lacks(texts)
            if lacks is not None:
                nothing = tr("Nothing was added.")
                self.say(tr("Row {n}: {lacks} {nothing}", n=number, lacks=lacks, nothing=nothing))
                return
        with self.session.batch():
            change = self.attempt(lambda: self._actions(found))
        if change:
            said = counted(len(found), tr("Added {n} action."), tr("Added {n} actions."))
            past = sum(dates.read(when).doubt is Doubt.PAST for _, _, when, _ in found)
            if past:
                late = counted(past, tr("{n} day is in the past."), tr("{n} days are in the past."))
                said = f"{said} {late}"
            say = tr("{added} {key} undoes all of it.", added=said, key=catalog.UNDO.key)
            self.say(say)

    def _lacks(self, texts: ActionTexts) -> str | None:
        """Return what a pasted row lacks to be an action, as a sentence."""
        what, who, when, _ = texts
        if not what:
            return tr("No “what”.")
        if not who:
            return tr("No owner for “{what}”.", what=shortened(what))
        if not when:
            return tr("No date for “{what}”.", what=shortened(what))
        reading = dates.read(when)
        if reading.day is None:
            return tr("I don’t understand the day “{when}”.", when=shortened(when))
        if reading.doubt is Doubt.OTHER_WEEKDAY:
            odd = dates.doubt(reading)
            return tr("The day “{when}” doesn’t fit: {odd}.", when=shortened(when), odd=odd)
        return None

    def _actions(self, found: Sequence[ActionTexts]) -> Change:
        source = self._source
        if source is None:
            raise RefusedError(Reason.NO_STRATEGY)
        drafts = [
            Action(
                id=new_id(),
                strategy=source.id,
                text=what,
                place=0,
                owner=who,
                due=dates.read(when).day,
                sign=sign,
            )
            for what, who, when, sign in found
        ]
        return commit_actions(self.session.meeting, source.id, drafts)

    def edit_item(self, side: Side, item_id: str) -> None:
        """Edit an action in the form, with all its fields."""
        action = self.session.meeting.get(Action, item_id)
        if action is None:
            super().edit_item(side, item_id)
            return
        if not self.leave():
            return
        self.remember_draft()
        self._editing = item_id
        self.form.set_texts(_texts_of(action))
        self.show_prompt()
        self.form.what.setFocus()
        self.say(tr("Edit the action. Enter goes on to the end and saves; Esc saves right away."))

    def mark(self, item_id: str) -> None:
        self.tick(item_id)

    def tick(self, item_id: str) -> None:
        action = self.session.meeting.get(Action, item_id)
        if action is not None:
            self.attempt(lambda: tick(self.session.meeting, action, date.today()))

    def leave(self) -> bool:
        return super().leave() and (self._editing is None or self._finish_editing())

    @property
    def fresh(self) -> frozenset[str]:
        return self._fresh

    def enter(self) -> None:
        self._show_fresh(frozenset())
        super().enter()

    def on_focus_changed(self) -> None:
        super().on_focus_changed()
        if self.focused_side() is not None and self._fresh:
            # Somebody looks at another one now.
            self._forget_fresh()

    def _forget_fresh(self) -> None:
        self._show_fresh(frozenset())

    def _show_fresh(self, fresh: frozenset[str]) -> None:
        """Outline what was just committed to, for a moment."""
        self._fresh = fresh
        self.panels[Side.RIGHT].view.set_fresh(fresh)
        if fresh:
            self._moment.start()
        self.shown_changed.emit()

    def on_changed(self, change: Change) -> None:
        planned_for = self._offered_for
        super().on_changed(change)
        if self._lost_under_hand(planned_for):
            self.say(tr("What this action was for was taken back. It goes with what is selected."))
        if change.verb is Verb.COMMIT and change.added:
            self._show_fresh(frozenset(item.id for item in change.added))
        for edit in change.edits:
            before = edit.before
            if isinstance(before, Action) and before.id == self._editing:
                self._follow_edited(before)

    def _lost_under_hand(self, planned_for: str | None) -> bool:
        """Whether others took back what the words that are typed in the form were meant for."""
        if planned_for is None or not self.session.is_of_others or self._editing is not None:
            return False
        return any(self.form.draft) and self.session.meeting.find(planned_for) is None

    def _follow_edited(self, before: Action) -> None:
        """Show in the form what the edited action has become; what was not altered stays typed."""
        action = self.session.meeting.get(Action, before.id)
        if action is None:
            self._stop_editing()
            return
        fields = zip(self.form.all_texts, _texts_of(before), _texts_of(action), strict=True)
        texts = tuple(now if now != was else typed for typed, was, now in fields)
        if texts != self.form.all_texts:
            self.form.set_texts(texts)

    def _on_form_escaped(self) -> None:
        edited = self._editing
        if edited is None:
            self.entry_actions.escape()
        elif self._finish_editing():
            self.follow(edited)

    def _finish_editing(self) -> bool:
        """Apply the fields of an edited action; False, saying why, when one can't be understood.

        An emptied field that must say something keeps what it said.
        """
        known = self.session.meeting.get(Action, self._editing)
        if known is None:
            self._stop_editing()
            return True
        fields = self.form.values
        if fields.due is None and says_something(self.form.when.text()):
            self.form.ask_for_day()
            return False
        action = replace(
            known,
            text=fields.text if says_something(fields.text) else known.text,
            owner=fields.owner if says_something(fields.owner) else known.owner,
            due=fields.due or known.due,
            sign=fields.sign,
            when=fields.when,
            expected_excuse=fields.expected_excuse,
            sponsor=fields.sponsor,
            kind=fields.kind,
        )
        try:
            change = commit_action(self.session.meeting, action)
        except InputRefusedError as refused:
            self.say(str(refused))
            return False
        self._stop_editing()
        self.session.execute(change)
        return True

    def _stop_editing(self) -> None:
        self._editing = None
        self.session.remember_draft(self.drafts.edit_key, ())
        self.form.set_texts(self.session.draft_of(self.drafts.key)[3:])
        self.show_prompt()


class CommitHints(StageHints):
    """What the keys do where strategies become actions."""

    def __init__(self, stage: CommitStage) -> None:
        super().__init__(stage)
        self._commit = stage

    def _submit_field(self) -> None:
        """Do what Enter does on the field that has the focus."""
        for field in self._commit.form.fields:
            if field.hasFocus():
                field.submit()

    def side_word(self, side: Side) -> Word:
        words = self._stage.session.exercise.words
        return words.strategy if side is Side.LEFT else words.action

    def mark_command(self, side: Side) -> CommandSpec | None:
        return catalog.TICK if side is Side.RIGHT else None

    def on_item(self) -> list[Hint]:
        if self._stage.side is Side.LEFT:
            return super().on_item()
        edit, *others = super().on_item()
        return [edit, Hint(catalog.TICK, tr("done"), 1), *others]

    def _more(self) -> Hint:
        # In few words, so that it stays where strategies can be chosen too.
        does = tr("less") if self._commit.form.is_long else tr("more details")
        return Hint(catalog.MORE_ABOUT, does, 3, self._commit.toggle_more)

    def on_entry_line(self) -> list[Hint]:
        strategy = self._stage.session.exercise.words.strategy.one
        if not self._commit.form_is_on:
            return super().on_entry_line()
        hints = [
            Hint(catalog.NEXT_OR_COMMIT, tr("next field, then commit"), run=self._submit_field)
        ]
        if self._commit.form.who.completes:
            hints.append(
                Hint(
                    catalog.KEEP_TYPED,
                    tr("keep the name as typed"),
                    run=self._commit.form.who.dismiss_completion,
                )
            )
        what = self._commit.form.what
        if what.is_offered and what.hasFocus():
            hints.append(Hint(catalog.USE_WORDS, tr("edit these words"), 5, what.deselect))
        return [
            *hints,
            *self.which(strategy, 2),
            self._more(),
            Hint(catalog.OTHER_COLUMN, self.other_side(), 4),
            Hint(
                catalog.TO_CARDS,
                self.side_name(self._stage.side),
                6,
                self._commit.form.left_upwards.emit,
            ),
            Hint(catalog.NEXT_STEP, self.next_step()),
        ]


def _texts_of(action: Action) -> tuple[str, ...]:
    due = dates.to_type(action.due) if action.due else ""
    kind = "" if action.kind is ActionKind.DO else action.kind.value
    more = (action.when, action.expected_excuse, action.sponsor, kind)
    return (action.text, action.owner, due, action.sign, *more)
