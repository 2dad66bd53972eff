"""Clean up records whose values were damaged, as if they were typed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import names, storable
from facilitator.domain.limits import (
    FARTHEST,
    HIGHEST,
    LONGEST,
    LONGEST_ID,
    LONGEST_STORED_DRAFT,
    MOST_SLIPS,
)
from facilitator.domain.records import (
    Action,
    Answer,
    Ballot,
    Bookmark,
    Clock,
    Deferral,
    Deferred,
    Details,
    Draft,
    EarlierAction,
    GapNumber,
    Recurrence,
    RegisterNote,
    Slip,
    StageTime,
    Team,
    TeamTemplate,
    Vote,
)
from facilitator.domain.text import clean

UNTITLED = "Salvaged meeting"


def is_id(text: object) -> bool:
    """Return whether a record can have that id."""
    return (
        isinstance(text, str)
        and 1 <= len(text) <= LONGEST_ID
        and text.isprintable()
        and " " not in text
    )


def tidy(text: object) -> str:
    """Return the text as it would be if it were typed; one that is too long is cut."""
    return clean(text[:LONGEST]) if isinstance(text, str) else ""


def tidy_line(text: object) -> str:
    """Return the same on one line."""
    return " ".join(tidy(text).split("\n"))


def tidy_details(found: Details | None, known: str, exercise: Exercise, today: date) -> Details:
    """Return the details of that meeting; new ones where they are lost."""
    if found is None:
        return Details(id=known, title=UNTITLED, exercise=exercise.id, held_on=today)
    return replace(
        found,
        id=known,
        title=tidy_line(found.title) or UNTITLED,
        exercise=exercise.id,
        held_on=found.held_on or today,
        team=tidy_line(found.team),
        facilitator=tidy_line(found.facilitator),
        next_facilitator=tidy_line(found.next_facilitator),
        ground_rules=tidy(found.ground_rules),
        participants=tidy_lines(found.participants),
        first=found.first if is_id(found.first) else None,
        team_id=found.team_id if is_id(found.team_id) else None,
    )


def tidy_journal(found: Details | None, team: Team | None, known: str, today: date) -> Details:
    """Return the details of the journal of a team."""
    name = tidy_line(team.name) if team else ""
    name = name or (tidy_line(found.team) or tidy_line(found.title) if found else "") or UNTITLED
    held_on = found.held_on if found else today
    return Details(id=known, title=name, exercise="", held_on=held_on, team=name, team_id=known)


def tidy_bookmark(found: Bookmark | None, known: str) -> Bookmark:
    """Return the bookmark of that meeting; one at its first stage where it is lost."""
    if found is None:
        return Bookmark(id=known, stage="")
    gap, left, right = (
        value if is_id(value) else None for value in (found.gap, found.left, found.right)
    )
    drafts = {
        draft.stage: Draft(
            stage=draft.stage,
            fields=tuple(
                storable(text[:LONGEST_STORED_DRAFT])
                for text in draft.fields
                if isinstance(text, str)
            ),
        )
        for draft in found.drafts
        if is_id(draft.stage)
    }
    stage = found.stage if is_id(found.stage) else ""
    return replace(
        found,
        id=known,
        stage=stage,
        gap=gap,
        left=left,
        right=right,
        turn=tidy_line(found.turn) or None,
        seat=_count(found.seat),
        step=_count(found.step),
        step_from=_count(found.step_from),
        drafts=tuple(drafts.values()),
    )


def tidy_clock(found: Clock, known: str) -> Clock:
    """Return the clock of that meeting, stopped when nobody can tell which stage it counted."""
    stage = found.stage if is_id(found.stage) else None
    return replace(
        found,
        id=known,
        minutes=_count(found.minutes or 0) or None,
        stage=stage,
        given=_times(found.given),
        spent=_times(found.spent),
    )


def _times(found: Iterable[StageTime]) -> tuple[StageTime, ...]:
    """Return the last time of each stage."""
    times = {
        time.stage: replace(time, seconds=_count(time.seconds))
        for time in found
        if is_id(time.stage)
    }
    return tuple(times.values())


def tidy_ballot(found: Ballot, own: str) -> Ballot:
    """Return the vote under that id, without dots for what has no valid id."""
    slips = {
        slip.id: Slip(id=slip.id, votes=_votes(slip.votes))
        for slip in found.slips
        if is_id(slip.id)
    }
    return replace(
        found,
        id=own,
        place=tidy_number(found.place),
        voters=_count(found.voters),
        dots=_count(found.dots),
        most=_count(found.most),
        votes=_votes(found.votes),
        slips=tuple(slips.values())[:MOST_SLIPS],
    )


def _votes(found: Iterable[Vote]) -> tuple[Vote, ...]:
    """Return the last dots of each gap."""
    votes = {
        vote.gap: Vote(gap=vote.gap, dots=_count(vote.dots)) for vote in found if is_id(vote.gap)
    }
    return tuple(votes.values())


def tidy_deferral(found: Deferral, own: str) -> Deferral:
    """Return what was left for another day under that id, without what has no valid id."""
    deferred = (Deferred(item=each.item, lack=each.lack) for each in found.deferred)
    return replace(
        found,
        id=own,
        place=tidy_number(found.place),
        reason=tidy_line(found.reason),
        deferred=tuple(each for each in dict.fromkeys(deferred) if is_id(each.item)),
    )


def tidy_team(found: Team, known: str) -> Team:
    """Return the team of the journal of that id, which is no longer merged where that is lost."""
    merged = found.merged_into if is_id(found.merged_into) else None
    names = tidy_lines(found.earlier_names)
    return replace(found, id=known, earlier_names=names, merged_into=merged)


def tidy_recurrence(found: Recurrence, own: str) -> Recurrence:
    """Return what was heard before under that id; where it was is named by ids alone."""
    named = (each if is_id(each) else own for each in (found.item, found.meeting, found.earlier))
    item, meeting, earlier = named
    place = tidy_number(found.place)
    return replace(found, id=own, place=place, item=item, meeting=meeting, earlier=earlier)


def tidy_template(found: TeamTemplate, known: str) -> TeamTemplate:
    """Return the template of the team of that journal."""
    return replace(
        found,
        id=known,
        title=tidy_line(found.title),
        exercise=found.exercise if is_id(found.exercise) else "",
        participants=tidy_lines(found.participants),
        minutes=_count(found.minutes or 0) or None,
        ground_rules=tidy(found.ground_rules),
    )


def tidy_gap_number(found: GapNumber, own: str) -> GapNumber:
    """Return a number on a gap under that id; what it was given for is named by an id alone."""
    item = found.item if is_id(found.item) else own
    return replace(
        found, id=own, place=tidy_number(found.place), item=item, value=_count(found.value)
    )


def tidy_register_note(found: RegisterNote, own: str) -> RegisterNote:
    """Return a note of a register under that id; the gap is named by ids alone."""
    meeting, gap = (each if is_id(each) else own for each in (found.meeting, found.gap))
    return replace(found, id=own, place=tidy_number(found.place), meeting=meeting, gap=gap)


def tidy_action(found: Action) -> Action:
    """Return an action with what is beside its words on one line each."""
    return replace(
        found,
        owner=tidy_line(found.owner),
        sign=tidy_line(found.sign),
        when=tidy_line(found.when),
        expected_excuse=tidy_line(found.expected_excuse),
        sponsor=tidy_line(found.sponsor),
        agreed=tidy_lines(found.agreed),
    )


def tidy_earlier_action(found: EarlierAction) -> EarlierAction:
    """Return an action of an earlier meeting; one that is named by no id is its own."""
    history = (replace(past, text=tidy(past.text)) for past in found.history)
    return replace(
        found,
        stage=found.stage if is_id(found.stage) else "",
        meeting=found.meeting if is_id(found.meeting) else found.id,
        action=found.action if is_id(found.action) else found.id,
        owner=tidy_line(found.owner),
        gap=tidy(found.gap),
        excuse=tidy(found.excuse),
        history=tuple(history),
        gap_id=found.gap_id if is_id(found.gap_id) else "",
        numbers=tuple(replace(past, value=_count(past.value)) for past in found.numbers),
    )


def tidy_answer(found: Answer) -> Answer:
    """Return an answer; one to a question without a valid id is to one of its own."""
    return replace(
        found,
        field=found.field if is_id(found.field) else found.id,
        choice=tidy_line(found.choice),
        brought_from=found.brought_from if is_id(found.brought_from) else "",
    )


def tidy_lines(found: Iterable[object]) -> tuple[str, ...]:
    """Return texts on one line each, blank and repeated ones left out."""
    return names(tidy(text) for text in found)


def tidy_number(found: int) -> int:
    """Return a place or a rank."""
    return found if abs(found) < FARTHEST else 0


def _count(found: int) -> int:
    return found if 0 <= found <= HIGHEST else 0
