"""An exercise that asks everything an exercise can ask, and a team that has answered it."""

from datetime import date
from typing import TypeVar

from facilitator.domain.answers.answers import answer, check, choose
from facilitator.domain.chain import verbs
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    ActionKind,
    Answer,
    Card,
    Check,
    Excuse,
    Item,
    Statement,
    Strategy,
    new_id,
)
from facilitator.exercises.exercise_library import as_held
from facilitator.exercises.loader import parse_exercise

HELD, EARLIER = date(2026, 11, 22), date(2026, 9, 12)
R = TypeVar("R", bound=Item)
TOML = """
format = 2
id = "asked"
title = "Everything asked"
summary = "Each question that an exercise can ask."
source = "Nobody"
meeting_title = "What we ask"
daily_question = "Are we making progress or making excuses?"
counts_labels = true
poster = "What good service means here"

[opening]
title = "Why we meet"
purpose = "A shop is there to find guests and to keep them. Today we look at what drives them away."
minutes = 2
ground_rules = ["One speaks"]
who = ["employees", "managers"]

[[columns]]
id = "good"
title = "What works"
tone = "strength"
mark = "#1"
prompt = "What works?"
empty = "Nothing yet"

[[columns]]
id = "bad"
title = "What fails"
tone = "gap"
mark = ""
prompt = "What fails?"
empty = "Nothing yet"

[[labels]]
id = "keep"
text = "keep"
choice = "decision"
settled = true

[[labels]]
id = "change"
text = "change"
choice = "decision"

[[labels]]
id = "drop"
text = "drop"
choice = "decision"

[[labels]]
id = "rightly"
text = "rightly so"
settled = true

[[labels]]
id = "important"
text = "feeling important"
on = ["strength", "gap"]

[words]
gap = ["rule", "rules"]
excuse = ["excuse", "excuses"]
origin = ["origin", "origins"]
strategy = ["expectation", "expectations"]
action = ["step", "steps"]
instead_of = "instead of"
because_of = "because of"
sign = "What gets easier?"
sign_short = "What gets easier"
first = "The rule we change first"
again = "Did it happen again?"

[words.replies]
ask = "What did they say?"

[[fields]]
id = "whom"
question = "Whom do we want?"
name = "Whom we want"
prompt = "We want…"

[[fields]]
id = "promises"
question = "Which promises do we make?"
name = "Our promises"
prompt = "We promise…"
many = true
choices = ["kept", "not always", "broken"]
open_choices = ["not always", "broken"]

[[fields]]
id = "who-was-it"
question = "What kind of guest was it?"
name = "Kind of guest"
prompt = "No names"
about = "gap"

[[fields]]
id = "steps"
question = "What happened, step by step?"
name = "What happened"
prompt = "And then?"
about = "gap"
many = true

[[checks]]
id = "apology"
question = "Did we apologize in person?"
name = "personal apology"

[[checks]]
id = "prevented"
question = "Can it happen to the next guest?"
name = "procedure changed"

[[close]]
id = "ask"
kind = "ask"
question = "Whom will we ask this week?"
name = "Ask"
prompt = "A kind of guest"

[[close]]
id = "thank"
kind = "thank"
question = "Whom will we thank?"
name = "Thank"
prompt = "A kind of guest"
required = true

[[stages]]
id = "whom"
kind = "answers"
field = "whom"
name = "Whom"
question = "Whom do we want?"
notes = "Ask."
minutes = 3
left = { title = "Whom we want", name = "We want", prompt = "We want…", empty = "Nobody yet" }
right = { title = "Beside it", name = "Beside it", prompt = "…", empty = "Nothing" }

[[stages]]
id = "good"
kind = "board"
name = "Works"
question = "What works?"
notes = "Ask."
minutes = 5
active = "left"

[[stages]]
id = "definition"
kind = "statement"
name = "Define"
question = "What does good service mean here?"
notes = "Ask."
minutes = 5
left = { title = "In our words", name = "Definition", prompt = "It means…", empty = "Nothing yet" }
right = { title = "What it must say", name = "Criterion", prompt = "…", empty = "Nothing" }
criteria = ["efficient", "fair"]

[[stages]]
id = "promises"
kind = "answers"
field = "promises"
name = "Promises"
question = "Which promises do we make?"
notes = "Ask."
minutes = 3
left = { title = "Our promises", name = "Promise", prompt = "We promise…", empty = "None yet" }
right = { title = "Beside it", name = "Beside it", prompt = "…", empty = "Nothing" }

[[stages]]
id = "why"
kind = "discuss"
name = "Why"
question = "Why is it so?"
notes = "Ask."
minutes = 5
left = { title = "Excuses", name = "Excuse", prompt = "Why?", empty = "Nothing yet" }
right = { title = "Origins", name = "Origin", prompt = "Since when?", empty = "Nothing yet" }

[[stages]]
id = "expect"
kind = "strategies"
name = "Expect"
question = "What can we expect of each other?"
notes = "Ask."
minutes = 5
left = { title = "Excuses", name = "Excuse", prompt = "Why?", empty = "Nothing yet" }
right = { title = "Our expectations", name = "Expectation", prompt = "…", empty = "None" }

[[stages]]
id = "commit"
kind = "commit"
name = "Who"
question = "Who does it?"
notes = "Ask."
minutes = 5
left = { title = "Expectations", name = "Expectation", prompt = "…", empty = "Nothing yet" }
right = { title = "Taken on", name = "Step", prompt = "Who?", empty = "Nothing yet" }

[[stages]]
id = "close"
kind = "close"
name = "Close"
question = "What first?"
notes = "Ask."
minutes = 3
left = { title = "What changes", name = "Next", prompt = "When?", empty = "Nothing yet" }
right = { title = "Still open", name = "Next", prompt = "When?", empty = "Nothing is open" }
"""


def asking_exercise() -> Exercise:
    """The exercise as a meeting holds it."""
    return as_held(parse_exercise(TOML, "asked.toml"), looks_back=False)


class AnsweringTeam:
    """A team that answers one question after another, through the verbs."""

    def __init__(self, day: date = HELD) -> None:
        self.exercise = asking_exercise()
        self.meeting = Meeting()
        setup = lifecycle.MeetingSetup(
            title="What we ask", team="Corner Bakery", facilitator="Owner", participants=("Ana",)
        )
        self.does(lifecycle.begin(self.exercise, setup, day))

    def does(self, change: Change) -> Item | None:
        """Apply a change; return the first item that it adds."""
        self.meeting.apply(change)
        added = [item for item in change.added if isinstance(item, Item)]
        return added[0] if added else None

    def card(self, column: str, text: str, *labels: str) -> Card:
        card = self.does(verbs.add_cards(self.meeting, column, [text]))
        assert isinstance(card, Card)
        for label in labels:
            self.does(verbs.stamp(self.meeting, self.meeting.by_id(Card)[card.id], label))
        return self.meeting.by_id(Card)[card.id]

    def strategy(self, above: Item, text: str) -> Strategy:
        found = self.does(verbs.add_strategies(self.meeting, above.id, [text]))
        assert isinstance(found, Strategy)
        return found

    def excuse(self, gap: Item, text: str) -> Excuse:
        found = self.does(verbs.add_excuses(self.meeting, gap.id, [text]))
        assert isinstance(found, Excuse)
        return found

    def action(self, above: Item, text: str, kind: ActionKind = ActionKind.DO) -> Action:
        wanted = Action(
            id=new_id(),
            strategy=above.id,
            text=text,
            place=0,
            owner="Ana",
            due=date(2026, 11, 27),
            kind=kind,
        )
        found = self.does(verbs.commit_action(self.meeting, wanted))
        assert isinstance(found, Action)
        return found

    def answers(self, field: str, *texts: str, about: str = "", choice: str = "") -> Answer:
        asked = self.exercise.field_of(field)
        assert asked is not None
        self.does(answer(self.meeting, asked, texts, about))
        found = [each for each in self.meeting.children(Answer, about) if each.field == field][-1]
        if choice:
            self.does(choose(self.meeting, found, choice))
        return found

    def checks(self, item: Item, said: Check, *checks: str) -> Answer:
        """Answer the same to checks of an item; return the last answer."""
        for asked in (each for each in self.exercise.checks if each.id in checks):
            self.does(check(self.meeting, asked, item, said))
        return self.meeting.children(Answer, item.id)[-1]

    def place(self, place_id: str) -> Answer:
        """What the actions of a place at the close hang under."""
        return self.has(Answer(id=new_id(), about="", field=place_id, text="", place=0))

    def has(self, record: R) -> R:
        """Let the meeting have a record that no verb makes here, such as one brought along."""
        self.meeting.apply(Change(self.meeting.id, Verb.ADD, edits=(Edit(None, record),)))
        return record


def whole_meeting(day: date = HELD) -> AnsweringTeam:
    """A team that has answered everything."""
    team = AnsweringTeam(day)
    agreed = {"brought_from": "", "said_on": EARLIER}
    team.has(Answer(id=new_id(), about="", field="whom", text="Regulars", place=1, **agreed))
    team.answers("promises", "We call back the same day", choice="kept")
    team.answers("promises", "A refund on our word", choice="broken")
    late = team.answers("promises", "We open at seven", choice="not always")
    team.action(late, "Give Bo a key")
    statement = team.does(verbs.add_statements(team.meeting, "definition", ["Fast, and fair"]))
    assert isinstance(statement, Statement)
    team.does(verbs.tick(team.meeting, statement, "fair"))
    smile = team.card("good", "We know the regulars by name", "important")
    team.action(team.strategy(smile, "Everybody learns five names"), "Put names on the mugs")
    receipt = team.card("bad", "No refund without the receipt", "change")
    team.answers("who-was-it", "A regular", about=receipt.id)
    steps = ("She asked", "We said no", "She left")
    team.answers("steps", *steps, about=receipt.id)
    team.checks(receipt, Check.YES, "apology")
    unsafe = team.checks(receipt, Check.NOT_YET, "prevented")
    team.action(unsafe, "Write the new rule down")
    way = team.strategy(team.excuse(receipt, "People would cheat"), "Trust the first time")
    team.action(way, "Tell every shift")
    team.card("bad", "Cash only before nine", "drop")
    team.card("bad", "No dogs inside", "keep")
    team.card("bad", "One roll a head")
    team.action(team.place("ask"), "Three who never complain", ActionKind.ASK)
    return team
