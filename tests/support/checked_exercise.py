"""The small exercise with checks on each gap, labels of every kind, and a question asked again."""

from dataclasses import replace
from datetime import date

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.exercise import CheckQuestion, Exercise, Field, Label, Tone
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.meeting import Meeting
from facilitator.exercises.loader import parse_exercise
from facilitator.paths import resources
from tests.support.small_meeting import EXERCISE

SORRY = CheckQuestion(id="sorry", question="Did we say sorry?", name="apology")
MENDED = CheckQuestion(id="mended", question="Can it happen again?", name="mended for good")
PROMISES = Field(
    id="promises",
    question="Which promises do we make?",
    name="Our promises",
    prompt="We promise…",
    many=True,
    choices=("kept", "not always"),
    open_choices=("not always",),
)
LABELS = (
    Label(id="red", text="red flag", needs_action=True),
    Label(id="keep", text="keep", choice="rule", settled=True),
    Label(id="change", text="change", choice="rule", needs_action=True),
    Label(id="warm", text="warm", tones=(Tone.STRENGTH, Tone.GAP)),
    Label(id="rare", text="rare", tones=(Tone.STRENGTH,), excludes=("warm",)),
)

CHECKED = replace(
    EXERCISE,
    labels=LABELS,
    checks=(SORRY, MENDED),
    fields=(PROMISES,),
    words=replace(EXERCISE.words, again="Did it happen again?"),
)

TOML_CHECKS = """
[[checks]]
id = "sorry"
question = "Did we say sorry, in person?"
name = "personal apology"

[[checks]]
id = "mended"
question = "Did we change what made it possible?"
name = "procedure changed"

[[labels]]
id = "red"
text = "red flag"
needs = "action"

[[labels]]
id = "warm"
text = "feeling important"
on = ["strength"]
"""


def checked_exercise() -> Exercise:
    """An exercise of that kind in which a whole meeting can be held."""
    shipped = resources() / "exercises" / "former" / "hold-a-meeting.toml"
    words = f'[words]\nagain = "{CHECKED.words.again}"\n'
    toml = shipped.read_text(encoding="utf-8").replace("[words]\n", words) + TOML_CHECKS
    return parse_exercise(toml, "hold-a-meeting.toml")


def checked(*gaps: str) -> Meeting:
    """A meeting with that exercise, which keeps its text, and with these gaps."""
    exercise = checked_exercise()
    meeting = Meeting()
    meeting.apply(begin(exercise, MeetingSetup(title="Monday"), date.today()))
    meeting.apply(add_cards(meeting, exercise.column_of(Tone.GAP).id, list(gaps)))
    return meeting
