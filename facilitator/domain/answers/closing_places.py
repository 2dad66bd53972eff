"""Places to answer at the close: whom the team asks, thanks or tells, by whom and by when.

What is answered is an action, so the plan has it, and the next meeting asks what came of it. All
actions of a place are under one answer, which is added with the first of them.
"""

from dataclasses import replace
from uuid import NAMESPACE_OID, uuid5

from facilitator.domain.answers.answers import actions_at, place_of
from facilitator.domain.chain.status import status_of
from facilitator.domain.chain.verbs import check_room, commit_action
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import ClosingPlace, Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Answer, Item, Status
from facilitator.domain.text import clean, clean_line


def closing_place(exercise: Exercise, place_id: str | None) -> ClosingPlace | None:
    """Return the place at the close of that id."""
    return next((each for each in exercise.closing if each.id == place_id), None)


def place_answered(meeting: Meeting, exercise: Exercise, item: Item | None) -> ClosingPlace | None:
    """Return the place at the close that an action answers; None of all other items."""
    above = meeting.get(Answer, item.strategy) if isinstance(item, Action) else None
    return closing_place(exercise, above.field) if above is not None else None


def answer_at(meeting: Meeting, place: ClosingPlace) -> Answer:
    """Return the answer that the actions of a place are under, as it is or as it will be.

    Its id is the same whoever adds it, so that what is open has an id before that.
    """
    own = uuid5(NAMESPACE_OID, f"{meeting.id}/{place.id}").hex
    return place_of(meeting, place) or Answer(id=own, about="", field=place.id, text="", place=0)


def answer_place(meeting: Meeting, place: ClosingPlace, draft: Action) -> Change:
    """Answer a place with an action, or change the fields of one that is known.

    Without a text, an owner or a day nothing changes.
    """
    if meeting.get(Action, draft.id) is not None:
        return commit_action(meeting, draft)
    action = replace(draft, text=clean(draft.text), owner=clean_line(draft.owner), kind=place.kind)
    builder, above = ChangeBuilder(meeting), answer_at(meeting, place)
    if not action.text or not action.owner or action.due is None:
        return builder.change(Verb.NOTHING)
    check_room(meeting, 2)
    if meeting.stored(above) is None:
        builder.append(meeting.last_child(Answer, ""), [above])
    last = meeting.last_child(Action, above.id)
    builder.append(last, [replace(action, strategy=above.id)])
    return builder.change(Verb.COMMIT, action.text)


def is_answered(meeting: Meeting, place: ClosingPlace) -> bool:
    """Return whether somebody takes on what a place asks for; what was dropped is no answer."""
    actions = actions_at(meeting, place)
    return any(status_of(meeting, action) is not Status.DROPPED for action in actions)
