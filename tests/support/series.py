"""The meetings of one team in a store, one after the other, made by the verbs of the domain."""

from dataclasses import replace
from datetime import date, timedelta

from facilitator.domain.chain.verbs import add_cards, add_excuses, add_strategies, commit_action
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.follow_up.look_back import open_promises
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, EarlierAction, Item, Status, new_id
from facilitator.exercises.exercise_library import Library, with_review
from facilitator.services.team_history import ids_of, read_brought_along, registered
from facilitator.storage.store import Store

PATIENCE = 20
"""Seconds in which anything on a busy machine has been stored."""


class Series:
    """A team by its name, its meetings and its journal; all that is done is in the store."""

    def __init__(self, store: Store, name: str, exercise: Exercise | None = None) -> None:
        self.store = store
        self.name = name
        self.exercise = exercise or Library().default
        found = registered(name, store.teams().result(PATIENCE), date(2026, 1, 1))
        assert found.team_id is not None
        self.team_id = found.team_id
        if found.founding is not None:
            store.commit(found.founding)

    def does(self, meeting: Meeting, change: Change) -> Change:
        """Make a change, and store it."""
        meeting.apply(change)
        self.store.commit(change)
        return change

    def adds(self, meeting: Meeting, change: Change) -> Item:
        """Make a change that adds something, and return the first of that."""
        return self.does(meeting, change).added[0]

    def meets(
        self, day: date, title: str = "A meeting", exercise: Exercise | None = None
    ) -> Meeting:
        """Begin a meeting with what the team brings along."""
        used, known = exercise or self.exercise, self.store.teams().result(PATIENCE)
        along = read_brought_along(self.store, self.team_id, known).records(used, looks_back=True)
        looks_back = any(isinstance(each, EarlierAction) for each in along)
        meeting = Meeting()
        script = with_review(used) if looks_back else used
        setup = MeetingSetup(title=title, team=self.name)
        self.does(meeting, begin(script, setup, day, self.team_id, along))
        return meeting

    def promises(
        self,
        meeting: Meeting,
        *texts: str,
        due: date,
        owner: str = "Ana",
        gap: str = "Nobody reads the mailbox",
        excuse: str = "Somebody else will look",
    ) -> list[Action]:
        """Promise something, for one gap and the excuse for it; each is due a day later."""
        cards = [card for card in meeting.all(Card) if card.text == gap]
        column = Library().get(meeting.details.exercise).column_of(Tone.GAP).id
        card = cards[0] if cards else self.adds(meeting, add_cards(meeting, column, [gap]))
        said = self.adds(meeting, add_excuses(meeting, card.id, [excuse]))
        found = []
        for number, text in enumerate(texts):
            way = self.adds(meeting, add_strategies(meeting, said.id, [f"Instead: {text}"]))
            action = Action(
                id=new_id(),
                strategy=way.id,
                text=text,
                place=0,
                owner=owner,
                due=due + timedelta(days=number),
            )
            self.does(meeting, commit_action(meeting, action))
            found.append(action)
        return found

    def judges(
        self, meeting: Meeting, text: str, status: Status, said: str = "", day: date | None = None
    ) -> None:
        """Give a verdict on what is put before a meeting."""
        copy = next(each for each in meeting.all(EarlierAction) if each.text == text)
        on = day or meeting.details.held_on
        self.does(meeting, judge(meeting, copy, status, on, said))

    def judges_between(
        self, text: str, status: Status, day: date, said: str = "", due: date | None = None
    ) -> None:
        """Give a verdict between two meetings, in the journal."""
        journal = self.store.load(self.team_id).result(PATIENCE)
        known = self.store.teams().result(PATIENCE)
        found = self.store.containers(ids_of(self.team_id, known)).result(PATIENCE)
        promise = next(each for each in open_promises(found.found, found.gone) if each.text == text)
        copies = [c for c in journal.all(EarlierAction) if c.action == promise.action]
        if not copies:
            copies = [replace(promise, stage="", place=journal.count(EarlierAction) + 1)]
            edit = Edit(None, copies[0])
            self.does(journal, Change(journal.id, Verb.LOOK_BACK, (edit,)))
        self.does(journal, judge(journal, copies[0], status, day, said, due))
