"""Meetings that laptops of an organisation hold: step by step, so that anything may come between.

All that is random comes from the dice that are given; only ids differ from run to run.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Protocol

from facilitator.domain.chain import arrange, verbs
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.follow_up import roti, teams, verdicts
from facilitator.domain.follow_up.look_back import open_promises, put_before
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Card,
    Details,
    EarlierAction,
    Excuse,
    Status,
    Strategy,
    Theme,
    new_id,
)
from facilitator.domain.vote import tally
from facilitator.exercises.exercise_library import Library, with_review
from tests.support.random_meetings import Deed

PENALIZING = "penalizing-policy"
"""The label of the default exercise for rules that penalize customers."""
EXCUSES = ("Somebody else will look", "We are too few", "The till can't do it", "It was always so")
OWNERS = ("Ana", "Tom", "Lin", "Aisha", "Karl")
_SAID = (Status.DONE, Status.DONE, Status.PROGRESS, Status.EXCUSE, Status.EXCUSE, Status.DROPPED)


class Desk(Protocol):
    """Where a meeting is held: somebody does something, and it is saved there."""

    name: str

    def commit(self, change: Change) -> None: ...
    def meeting(self, known: str) -> Meeting: ...
    def containers(self, team: str) -> list[Meeting]:
        """The meetings and the journal of a team that are not in the trash."""
        ...


def journal_begun(desk: Desk, team: str, day: date) -> None:
    """Let the team be known there, if it is not."""
    known = teams.id_for(team)
    if not any(each.id == known for each in desk.containers(known)):
        desk.commit(teams.begin_journal(team, day))


def meeting_begun(desk: Desk, team: str, day: date, title: str) -> str:
    """Begin a meeting that looks back on what the team has promised; return its id."""
    known = teams.id_for(team)
    promises = sorted(open_promises(desk.containers(known)), key=lambda each: each.text)
    exercise = Library().default
    script = with_review(exercise) if promises else exercise
    setup = MeetingSetup(title=title, team=team, participants=OWNERS[:3])
    change = lifecycle.begin(script, setup, day, known, put_before(script, promises))
    desk.commit(change)
    return change.meeting


def meeting_held(desk: Desk, known: str, day: date, dice: Random) -> Iterator[None]:
    """Hold the meeting from the look back to the fingers at its end, one action after the other."""
    exercise = Library().default
    for copy in desk.meeting(known).all(EarlierAction):
        judges(desk, known, copy, day, dice)
        yield
    for number in range(dice.randint(2, 3)):
        yield from gap_found(desk, known, f"{desk.name}: gap {number} of {day}", day, dice)
    meeting = desk.meeting(known)
    desk.commit(lifecycle.go_to_step(meeting, dice.choice(exercise.stages).id))
    yield
    meeting = desk.meeting(known)
    if cards := meeting.all(Card)[:2]:
        desk.commit(arrange.group(meeting, cards, f"{desk.name}'s theme of {day}"))
        yield
    yield from vote_held(desk, known, exercise, dice)
    meeting = desk.meeting(known)
    if meeting.roti is None:
        desk.commit(roti.count_fingers(meeting, [dice.randint(1, 5) for _ in OWNERS[:3]]))
        yield


def taken_part(desk: Desk, known: str, day: date, dice: Random) -> Iterator[None]:
    """Take part in a meeting that others began: add, answer, edit and take away."""
    yield from gap_found(desk, known, f"{desk.name} also: gap of {day}", day, dice)
    meeting = desk.meeting(known)
    if cards := meeting.all(Card):
        desk.commit(verbs.edit_text(meeting, dice.choice(cards), f"{desk.name} put it better"))
        yield
    meeting = desk.meeting(known)
    if excuses := meeting.all(Excuse):
        chosen = dice.choice(excuses)
        desk.commit(verbs.add_origins(meeting, chosen.id, [f"{desk.name} knows why"]))
        yield
    meeting = desk.meeting(known)
    if themes := meeting.all(Theme):
        desk.commit(arrange.split(meeting, dice.choice(themes)))
        yield
    meeting = desk.meeting(known)
    if cards := meeting.all(Card):
        desk.commit(verbs.remove(meeting, [dice.choice(cards)]))
        yield


def gap_found(desk: Desk, known: str, text: str, day: date, dice: Random) -> Iterator[None]:
    """Find a gap, say an excuse for it, and promise what replaces that."""
    column = Library().default.column_of(Tone.GAP).id
    change = verbs.add_cards(desk.meeting(known), column, [text])
    desk.commit(change)
    card = change.added[0].id
    yield
    meeting = desk.meeting(known)
    if dice.random() < 0.4 and (found := meeting.get(Card, card)):
        desk.commit(verbs.stamp(meeting, found, PENALIZING))
        yield
    meeting = desk.meeting(known)
    if not meeting.get(Card, card):
        return
    change = verbs.add_excuses(meeting, card, [dice.choice(EXCUSES)])
    desk.commit(change)
    excuse = change.added[0].id
    yield
    meeting = desk.meeting(known)
    if not meeting.get(Excuse, excuse):
        return
    change = verbs.add_strategies(meeting, excuse, [f"Instead of: {text}"])
    desk.commit(change)
    strategy = change.added[0].id
    yield
    meeting = desk.meeting(known)
    if meeting.get(Strategy, strategy):
        draft = Action(
            id=new_id(),
            strategy=strategy,
            text=f"Promise: {text}",
            place=0,
            owner=dice.choice(OWNERS),
            due=day + timedelta(days=dice.randint(3, 20)),
        )
        desk.commit(verbs.commit_action(meeting, draft))
        yield


def judges(desk: Desk, known: str, promise: EarlierAction, day: date, dice: Random) -> None:
    """Give a verdict on a promise, in a meeting or a journal; sometimes none."""
    if dice.random() < 0.15:
        return
    status = dice.choice(_SAID)
    text = dice.choice(EXCUSES) if status is Status.EXCUSE else ""
    meeting = desk.meeting(known)
    if found := meeting.get(EarlierAction, promise.id):
        desk.commit(verdicts.judge(meeting, found, status, day, text))


def judged_between(desk: Desk, team: str, day: date, dice: Random) -> None:
    """Say something of a promise between two meetings, in the journal of the team."""
    known = teams.id_for(team)
    promises = sorted(open_promises(desk.containers(known)), key=lambda each: each.text)
    if not promises:
        return
    promise, journal = dice.choice(promises), desk.meeting(known)
    copies = [each for each in journal.all(EarlierAction) if each.action == promise.action]
    copy = copies[0] if copies else replace(promise, stage="", place=journal.count(EarlierAction))
    if not copies:
        desk.commit(Change(known, Verb.LOOK_BACK, (Edit(None, copy),)))
    judges(desk, known, copy, day, dice)


def vote_held(desk: Desk, known: str, exercise: Exercise, dice: Random) -> Iterator[None]:
    """Hold a secret vote on the gaps."""
    meeting = desk.meeting(known)
    if tally.current(meeting) is not None:
        return
    desk.commit(tally.open_ballot(meeting, 3, secret=True))
    yield
    for _ in range(3):
        meeting = desk.meeting(known)
        if tally.current(meeting) is None:
            return
        pool = [*meeting.all(Card)]
        if pool:
            desk.commit(tally.set_dots(meeting, dice.choice(pool), dice.randint(0, 2)))
            yield
    meeting = desk.meeting(known)
    if tally.current(meeting) is not None:
        desk.commit(tally.close_ballot(meeting, exercise))
        yield


def random_deed(dice: Random, names: list[str], mark: str) -> Deed:
    """Return any action of a meeting, such as the property tests of the domain know."""
    texts = tuple(f"{mark} {dice.randrange(1000)}" for _ in range(dice.randint(1, 3)))
    picks = tuple(dice.randrange(12) for _ in range(4))
    return Deed(dice.choice(names), picks, texts)


def in_its_team(change: Change) -> Change:
    """Return a change without moving the meeting to another team, where others don't see it."""
    edits = (
        replace(edit, after=replace(edit.after, team=edit.before.team, team_id=edit.before.team_id))
        if isinstance(edit.before, Details) and isinstance(edit.after, Details)
        else edit
        for edit in change.edits
    )
    return replace(change, edits=tuple(each for each in edits if each.before != each.after))
