"""Who is here of those who should be: the kinds of people that a meeting opens with, ticked."""

from facilitator.domain.answers.answers import answers_to
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import HERE, Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Answer, Check, new_id


def kinds_wanted(exercise: Exercise) -> tuple[str, ...]:
    """Return the kinds of people who should be here, as the exercise calls them."""
    return exercise.opening.who if exercise.opening is not None else ()


def kinds_here(meeting: Meeting, exercise: Exercise) -> tuple[str, ...]:
    """Return those of them who are here, in the order of the exercise."""
    ticked = {each.text for each in answers_to(meeting, HERE)}
    return tuple(kind for kind in kinds_wanted(exercise) if kind in ticked)


def tick_kind(meeting: Meeting, kind: str) -> Change:
    """Say that people of a kind are here; ticked twice it is taken back."""
    builder = ChangeBuilder(meeting)
    known = [each for each in answers_to(meeting, HERE) if each.text == kind]
    for each in known:
        builder.delete(each)
    if not known:
        here = Answer(id=new_id(), about="", field=HERE, text=kind, place=0, choice=Check.YES.value)
        builder.append(meeting.last_child(Answer, ""), [here])
    return builder.change(Verb.UNTICK if known else Verb.TICK, kind)
