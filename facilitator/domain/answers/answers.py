"""Answers to the questions of an exercise: read them, give them, change them.

A field is answered in words, once or with many; a check with yes, no or not yet. An answer may be
about the meeting or about one item of it.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import NAMESPACE_OID, uuid5

from facilitator.domain.chain.chain import gap_above, gaps, is_withheld
from facilitator.domain.chain.verbs import check_room
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import (
    AGAIN,
    CheckQuestion,
    ClosingPlace,
    Exercise,
    Field,
    Tone,
)
from facilitator.domain.facilitation.privacy import shown_members
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    Check,
    EarlierAction,
    Excuse,
    Item,
    Statement,
    Theme,
    new_id,
)
from facilitator.domain.text import clean

MEETING = ""
"""What an answer is about that is about the meeting."""
OPEN_CHECKS = (Check.NO.value, Check.NOT_YET.value)
"""What is answered to a check that is open until an action answers it."""


def answers_to(meeting: Meeting, field: str, about: str = MEETING) -> list[Answer]:
    """Return the answers to one question, about the meeting or about an item, in order.

    What was brought along from a meeting that was erased since has no words left, and is left out.
    """
    found = (each for each in meeting.children(Answer, about) if each.field == field)
    return [each for each in found if each.text or not each.brought_from]


def agreed_answers(meeting: Meeting, field: str, about: str = MEETING) -> list[Answer]:
    """Return the same without those that were brought along and that nobody has agreed to."""
    return [each for each in answers_to(meeting, field, about) if not each.brought_from]


def answer(meeting: Meeting, asked: Field, texts: Sequence[str], about: str = MEETING) -> Change:
    """Answer a field. Where one answer is wanted, the last text takes the place of the one there.

    What was brought along and is answered anew is no longer offered.
    """
    said = [text for text in map(clean, texts) if text]
    if not said:
        return Change(meeting.id, Verb.NOTHING)
    check_room(meeting, len(said))
    builder, there = ChangeBuilder(meeting), answers_to(meeting, asked.id, about)
    if not asked.many and there:
        known = replace(there[-1], text=said[-1], brought_from="", said_on=None)
        builder.upsert(known)
        return builder.change(Verb.ANSWER, said[-1])
    ids = [new_id() for _ in said] if asked.many else [the_answer_id(meeting, asked.id, about)]
    said = said[-len(ids) :]
    fresh = [
        Answer(id=own, about=about, field=asked.id, text=text, place=0)
        for own, text in zip(ids, said, strict=True)
    ]
    builder.append(meeting.last_child(Answer, about), fresh)
    return builder.change(Verb.ANSWER, said[-1], len(fresh))


def the_answer_id(meeting: Meeting, field: str, about: str = MEETING) -> str:
    """Return the id of an answer to come, of which there is one.

    It is the same in every room, so that two rooms that answer at once alter the same answer.
    """
    own = uuid5(NAMESPACE_OID, f"{meeting.id}/{field}/{about}").hex
    # The answer may have gone to another item since.
    return own if meeting.find(own) is None else new_id()


def choose(meeting: Meeting, given: Answer, choice: str) -> Change:
    """Say which of its choices is true of an answer; chosen twice it is taken back.

    What was brought along is then agreed to.
    """
    builder = ChangeBuilder(meeting)
    chosen = "" if given.choice == choice else choice
    builder.upsert(replace(given, choice=chosen, brought_from=""))
    return builder.change(Verb.ANSWER, given.text)


def take(meeting: Meeting, offered: Answer | Statement) -> Change:
    """Agree to what was brought along from an earlier meeting."""
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(offered, brought_from=""))
    return builder.change(Verb.ANSWER, offered.text)


def check_of(meeting: Meeting, asked: CheckQuestion, item: Item) -> Answer | None:
    """Return what was answered to a check of an item; None before that."""
    found = answers_to(meeting, asked.id, item.id)
    return found[-1] if found else None


def check(meeting: Meeting, asked: CheckQuestion, item: Item, said: Check | None) -> Change:
    """Answer a check of an item; None, and the same answer again, take it back.

    An answer that actions hang under stays, and is changed only.
    """
    builder, known = ChangeBuilder(meeting), check_of(meeting, asked, item)
    if known is None:
        if said is None:
            return Change(meeting.id, Verb.NOTHING)
        own = the_answer_id(meeting, asked.id, item.id)
        fresh = Answer(id=own, about=item.id, field=asked.id, text="", place=0, choice=said.value)
        builder.append(meeting.last_child(Answer, item.id), [fresh])
    elif said is None or known.choice == said.value:
        if meeting.child_count(Action, known.id):
            builder.upsert(replace(known, choice=""))
        else:
            builder.delete(known)
    else:
        builder.upsert(replace(known, choice=said.value))
    return builder.change(Verb.CHECK, asked.name)


def place_of(meeting: Meeting, place: ClosingPlace) -> Answer | None:
    """Return what the actions of a place at the close hang under; None before there is one."""
    found = answers_to(meeting, place.id)
    return found[0] if found else None


def actions_at(meeting: Meeting, place: ClosingPlace) -> list[Action]:
    """Return the actions that answer a place at the close."""
    return [
        action
        for known in answers_to(meeting, place.id)
        for action in meeting.children(Action, known.id)
    ]


def answers_about(meeting: Meeting, gap: Card | Theme) -> list[Answer]:
    """Return what was answered about a gap; for a theme also about its cards."""
    found = meeting.children(Answer, gap.id)
    for card in shown_members(meeting, gap.id) if isinstance(gap, Theme) else ():
        found += meeting.children(Answer, card.id)
    return found


def wants_action(exercise: Exercise, given: Answer) -> bool:
    """Return whether an answer is open until an action answers it.

    What was brought along is not, as long as nobody has agreed to it.
    """
    if given.brought_from:
        return False
    if exercise.check_of(given.field) is not None:
        return given.choice in OPEN_CHECKS
    asked = exercise.field_of(given.field)
    if asked is None and given.field == AGAIN:
        return given.choice == Check.YES.value
    return asked is not None and given.choice in asked.open_choices


def answers_for_actions(meeting: Meeting, exercise: Exercise) -> Sequence[Answer]:
    """Return the answers that want an action, or have one, in the order of what they are about.

    Those about what is hidden from the room are left out, and so are the places at the close.
    """

    def work_out() -> tuple[Answer, ...]:
        places = {place.id for place in exercise.closing}
        order = {gap.id: number for number, gap in enumerate(gaps(meeting, exercise), start=1)}

        def key(given: Answer) -> tuple[int, int, str]:
            gap = gap_above(meeting, given)
            return (order.get(gap.id, 0) if gap is not None else 0, given.place, given.id)

        return tuple(
            given
            for given in sorted(meeting.all(Answer), key=key)
            if given.field not in places
            and (wants_action(exercise, given) or meeting.child_count(Action, given.id))
            and not is_withheld(meeting, given)
        )

    if not meeting.count(Answer):
        return ()
    asks = "/".join(
        (
            *(check.id for check in exercise.checks),
            *(f"{each.id}={','.join(each.open_choices)}" for each in exercise.fields),
            *(place.id for place in exercise.closing),
        )
    )
    column = exercise.column_of(Tone.GAP).id
    kinds = (EarlierAction, Card, Theme, Excuse, Answer, Action)
    return meeting.derived(f"answers for actions/{column}/{asks}", kinds, work_out)


def words_of(exercise: Exercise, given: Answer) -> str:
    """Return the words that an answer is told in: of a check they are the question."""
    return given.text or exercise.question_of(given.field)
