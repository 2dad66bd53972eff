"""A team that promised something at its last meeting, and the meeting at which it looks back."""

from collections.abc import Sequence
from datetime import date, timedelta

from facilitator.domain.chain.verbs import add_cards, add_excuses, add_strategies, commit_action
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.follow_up.look_back import open_promises, put_before
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, EarlierAction, Status, new_id
from facilitator.exercises.exercise_library import Library, with_review

OWNERS = ("Maria Jensen", "Aisha", "Tom", "Lin")
PROMISES = (
    "Read the complaints mailbox each morning",
    "Two people at the counter from seven to nine",
    "Call back whoever waited more than a week",
    "Say on the door when we are closed",
)
LONG = "and tell everybody who waits, on the telephone as well as at the counter, why it takes long"


def promised(
    exercise: Exercise, texts: Sequence[str], held_on: date, due: date | None = None
) -> Meeting:
    """A meeting in which each of these was promised, for the same gap."""
    meeting = Meeting()
    meeting.apply(begin(exercise, MeetingSetup(title="Last time", team="Front desk"), held_on))

    def adds(change: object) -> str:
        meeting.apply(change)  # type: ignore[arg-type]
        return change.added[0].id  # type: ignore[attr-defined, no-any-return]

    gap = adds(
        add_cards(
            meeting,
            exercise.column_of(Tone.GAP).id,
            ["Complaints go to a mailbox nobody reads"],
        )
    )
    excuse = adds(add_excuses(meeting, gap, ["Somebody else will look"]))
    for number, text in enumerate(texts):
        strategy = adds(add_strategies(meeting, excuse, [f"Instead: {text}"]))
        action = Action(
            id=new_id(),
            strategy=strategy,
            text=text,
            place=0,
            owner=OWNERS[number % len(OWNERS)],
            due=(due or held_on + timedelta(days=7)) + timedelta(days=number),
        )
        meeting.apply(commit_action(meeting, action))
    return meeting


def looking_back(
    count: int = 3, texts: Sequence[str] = (), exercise: Exercise | None = None
) -> Meeting:
    """A meeting of today whose team has so many promises of a month ago to look back on.

    Of the first it was said in between that it is in progress.
    """
    used = exercise or Library().default
    held_on = date.today() - timedelta(days=30)
    wanted = list(texts) or [
        PROMISES[n] if n < len(PROMISES) else f"Promise {n + 1}" for n in range(count)
    ]
    last = promised(used, wanted, held_on)
    if wanted:
        first = min(last.all(Action), key=lambda action: action.due or date.max)
        between = held_on + timedelta(days=16)
        said = judge(last, first, Status.PROGRESS, between, "three mornings out of five")
        last.apply(said)
    meeting = Meeting()
    setup = MeetingSetup(title="Today", team="Front desk")
    brought = put_before(used, open_promises([last]))
    reviewed = with_review(used)
    meeting.apply(begin(reviewed, setup, date.today(), brought_along=brought))
    assert meeting.count(EarlierAction) == len(wanted)
    return meeting
