"""A team that never was: years of meetings and what was said between them, by verbs of the domain.

From the same seed comes the same course of events; only ids differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar

from facilitator.domain.chain import verbs
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.exercise import Tone
from facilitator.domain.facilitation import privacy, trash
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.follow_up import gap_numbers, recurrence, roti, teams, verdicts
from facilitator.domain.follow_up import registers as register_verbs
from facilitator.domain.follow_up.look_back import open_promises, put_before
from facilitator.domain.follow_up.registers import FoundGap, RegisterEntry
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import (
    Action,
    Card,
    EarlierAction,
    Excuse,
    Item,
    Noticed,
    RegisterState,
    Status,
    Verdict,
    new_id,
)
from facilitator.exercises.exercise_library import Library, with_review
from facilitator.storage.store import Store

LABEL, REGISTER = "penalizing-policy", "Rules that penalize customers"
"""A label of the default exercise, and the register it names."""
SECRET = "Nobody may know yet"
"""How every card that is never revealed begins, and all that is under it."""
_PEOPLE = ("Ana", "Tom", "Lin", "Aisha", "Karl", "Zoë")
_OWNERS = (*_PEOPLE, "Ana and Tom", "Lin, Karl", "")
_EXCUSES = ("Somebody else will look", "We are too few", "The till can't do it", "It was always so")
_SAID = ((Status.DONE, 8), (Status.PROGRESS, 5), (Status.EXCUSE, 4), (Status.DROPPED, 1), (None, 2))
_DISCARDED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
P = TypeVar("P")


@dataclass
class MadeUpTeam:
    """The meetings of a team, the earliest first, and its journal."""

    name: str
    dice: Random
    journal: Meeting = field(default_factory=Meeting)
    meetings: list[Meeting] = field(default_factory=list)
    gaps: list[tuple[Meeting, Card]] = field(default_factory=list)
    excuses: dict[str, tuple[Meeting, Excuse]] = field(default_factory=dict)

    @property
    def team_id(self) -> str:
        return self.journal.id

    @property
    def containers(self) -> list[Meeting]:
        """All that is not in the trash."""
        return [self.journal, *(m for m in self.meetings if m.details.discarded_at is None)]

    @property
    def last_day(self) -> date:
        return self.meetings[-1].details.held_on

    def is_stored_in(self, store: Store) -> None:
        """Put all of it in a store."""
        for each in (self.journal, *self.meetings):
            store.commit(import_meeting(each.records()))

    def holds(self, day: date) -> None:
        """Hold a meeting: a review, gaps and what follows from them, a close."""
        exercise, meeting = Library().default, Meeting()
        promises = self._open_promises()
        script = with_review(exercise) if promises else exercise
        names = tuple(self.dice.sample(_PEOPLE, 4))
        setup = MeetingSetup(
            title=f"Meeting {len(self.meetings) + 1}", team=self.name, participants=names
        )
        along = put_before(script, promises)
        meeting.apply(begin(script, setup, day, self.team_id, along))
        for copy in meeting.all(EarlierAction):
            self._judges(meeting, copy, day)
            if self.dice.random() < 0.2:
                value = self.dice.randrange(100)
                meeting.apply(gap_numbers.set_number(meeting, copy, value, day))
        for number in range(self.dice.randint(1, 3)):
            self._finds(meeting, f"Gap {len(self.meetings) + 1}.{number + 1}", day)
        self._sees_a_strength(meeting)
        if self.dice.random() < 0.1:
            self._keeps_a_secret(meeting, day)
        if self.dice.random() < 0.8:
            fingers = [self.dice.randint(1, 5) for _ in names]
            meeting.apply(roti.count_fingers(meeting, fingers))
        self.meetings.append(meeting)

    def says_between(self, day: date) -> None:
        """Say something between two meetings: of a promise, and of a rule that was found."""
        if self.dice.random() < 0.4 and (promises := self._open_promises()):
            promise = self.dice.choice(promises)
            copies = [c for c in self.journal.all(EarlierAction) if c.action == promise.action]
            copy = copies[0] if copies else replace(promise, stage="", place=len(self.meetings))
            if not copies:
                edit = Edit(None, copy)
                self.journal.apply(Change(self.journal.id, Verb.LOOK_BACK, (edit,)))
            self._judges(self.journal, copy, day)
        rules = [(m, card) for m, card in self.gaps if LABEL in card.labels]
        if rules and self.dice.random() < 0.3:
            self._notes(*self.dice.choice(rules), day)

    def _open_promises(self) -> list[EarlierAction]:
        """What is open, in an order that no id has a part in."""
        gone = frozenset(m.id for m in self.meetings if m.details.discarded_at is not None)
        return sorted(open_promises(self.containers, gone), key=lambda each: each.text)

    def discards(self, meeting: Meeting) -> None:
        """Put a meeting in the trash."""
        meeting.apply(trash.discard(meeting, _DISCARDED))

    def _judges(self, container: Meeting, copy: EarlierAction, day: date) -> None:
        status = self._one([each for each, times in _SAID for _ in range(times)])
        if status is None:
            return
        text = self._one(_EXCUSES) if status is Status.EXCUSE else f"{status} on {day}"
        later = status in (Status.PROGRESS, Status.EXCUSE) and self.dice.random() < 0.5
        due = day + timedelta(days=self.dice.randint(1, 28)) if later else None
        noticed = self._one((*Noticed, None)) if status is Status.DONE else None
        container.apply(verdicts.judge(container, copy, status, day, text, due, noticed))
        said = container.last_child(Verdict, copy.id)
        for excuse in container.children(Excuse, said.id) if said else ():
            self._recognises(container, excuse)

    def _finds(self, meeting: Meeting, text: str, day: date) -> None:
        """Find a gap, which may be one of before, and commit to something about it."""
        before = self._one(self.gaps) if self.gaps and self.dice.random() < 0.2 else None
        words = before[1].text if before else text
        column = Library().default.column_of(Tone.GAP).id
        card = self._adds(meeting, verbs.add_cards(meeting, column, [words]), Card)
        if self.dice.random() < 0.4:
            meeting.apply(verbs.stamp(meeting, card, LABEL))
        if before is not None:
            meeting.apply(recurrence.recognise(meeting, card, _heard(*before)))
        if self.dice.random() < 0.3:
            value = self.dice.randrange(100)
            meeting.apply(gap_numbers.set_number(meeting, card, value, day))
        current = meeting.get(Card, card.id)
        assert current is not None
        self.gaps.append((meeting, current))
        self._commits(meeting, current, text, day)

    def _commits(self, meeting: Meeting, gap: Card, text: str, day: date) -> None:
        words = self._one(_EXCUSES)
        excuse = self._adds(meeting, verbs.add_excuses(meeting, gap.id, [words]), Excuse)
        self._recognises(meeting, excuse)
        for number in range(self.dice.randint(0, 2)):
            change = verbs.add_strategies(meeting, excuse.id, [f"Instead {number}: {text}"])
            meeting.apply(change)
            due = day + timedelta(days=self.dice.randint(3, 40))
            action = Action(
                id=new_id(),
                strategy=change.added[0].id,
                text=f"Promise {number + 1} about {text}",
                place=0,
                owner=self._one(_OWNERS),
                due=due if self.dice.random() < 0.9 else None,
            )
            # Without an owner or a day it is none by the verb, but may come from elsewhere.
            known = Change(meeting.id, Verb.ADD, (Edit(None, replace(action, place=STEP)),))
            meeting.apply(verbs.commit_action(meeting, action) or known)
            if self.dice.random() < 0.1:
                meeting.apply(verdicts.tick(meeting, action, day))

    def _recognises(self, container: Meeting, excuse: Excuse) -> None:
        """Say that an excuse was heard before, if it was, and mostly."""
        known = self.excuses.get(excuse.text)
        if known is not None and self.dice.random() < 0.8:
            container.apply(recurrence.recognise(container, excuse, _heard(*known)))
        elif known is None and container.team is None:
            self.excuses[excuse.text] = container, excuse

    def _sees_a_strength(self, meeting: Meeting) -> None:
        """See a gap of before as a strength, at times."""
        older = [one for one in self.gaps if one[0] is not meeting]
        if not older or self.dice.random() > 0.15:
            return
        before = self._one(older)
        column = Library().default.column_of(Tone.STRENGTH).id
        change = verbs.add_cards(meeting, column, [f"No more: {before[1].text}"])
        card = self._adds(meeting, change, Card)
        meeting.apply(recurrence.recognise(meeting, card, _heard(*before)))

    def _keeps_a_secret(self, meeting: Meeting, day: date) -> None:
        """Write a card in private, and commit to something about it before it is revealed."""
        meeting.apply(privacy.begin_private(meeting))
        column = Library().default.column_of(Tone.GAP).id
        card = self._adds(meeting, verbs.add_cards(meeting, column, [SECRET]), Card)
        meeting.apply(verbs.stamp(meeting, card, LABEL))
        meeting.apply(privacy.end_private(meeting))
        current = meeting.get(Card, card.id)
        assert current is not None
        self._commits(meeting, current, SECRET, day)

    def _notes(self, meeting: Meeting, card: Card, day: date) -> None:
        found = FoundGap(
            meeting=meeting.id,
            gap=card.id,
            title=meeting.details.title,
            held_on=meeting.details.held_on,
            team_id=self.team_id,
            team=self.name,
            text=card.text,
            registers=(REGISTER,),
        )
        entry, state = RegisterEntry(register=REGISTER, found=(found,)), self._one([*RegisterState])
        self.journal.apply(register_verbs.note(self.journal, entry, state, day))

    def _adds(self, meeting: Meeting, change: Change, kind: type[P]) -> P:
        meeting.apply(change)
        added: Item = change.added[0]
        assert isinstance(added, kind)
        return added

    def _one(self, pool: Sequence[P]) -> P:
        return self.dice.choice(pool)


def _heard(meeting: Meeting, item: Card | Excuse) -> recurrence.Heard:
    day = meeting.details.held_on
    return recurrence.Heard(meeting=meeting.id, item=item.id, text=item.text, day=day)


def made_up_team(
    meetings: int = 200,
    *,
    seed: int = 1,
    name: str = "Front desk",
    first: date = date(2019, 1, 7),
    every: timedelta = timedelta(weeks=2),
    trashed: int = 3,
) -> MadeUpTeam:
    """Return a team that met so often; `trashed` of its meetings are in the trash."""
    team = MadeUpTeam(name, Random(seed))
    team.journal.apply(teams.begin_journal(name, first))
    for number in range(meetings):
        team.holds(first + number * every)
        team.says_between(first + number * every + every / 2)
    for meeting in team.dice.sample(team.meetings[:-1], min(trashed, meetings - 1)):
        team.discards(meeting)
    return team
