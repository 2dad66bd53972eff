"""One whole meeting: what is typed at each stage, and what must be on disk after it."""

from datetime import date, timedelta
from pathlib import Path

from tests.support.hands import Hands

STRENGTHS = ("We know the regulars by name", "Bread is warm at seven", "Children get a roll & a <3")
GAPS = (
    "Nobody answers before nine",
    "Refunds only with a receipt",
    "The queue reaches the door",
    "People wait for the slicer",
    "We never ask how it was",
)
TODAY = date.today()
FRIDAY = TODAY + timedelta(days=(4 - TODAY.weekday()) % 7 or 7)
LATER = TODAY + timedelta(days=40)

AS_TYPED = f"""\
Monday at the counter: Corner Bakery, Shift lead, Baker, Cashier
strengths: We know the regulars by name | Bread is warm at seven | Children get a roll & a <3
gaps: Nobody answers before nine | Refunds only with a receipt | The queue reaches the door \
| People wait for the slicer | We never ask how it was
- We never ask how it was
  excuse: They would tell us
    because: Somebody asked once
      because: It was a bad day
        because: The oven had failed
    instead: Ask one person an hour
      do: Put a jar of pens on the counter · Cashier · {FRIDAY} · They find a pen · open
  excuse: There is no time
    instead: We know the regulars by name
      do: We know the regulars by name · Baker · {TODAY + timedelta(weeks=2)} · open
- Waiting
  with: The queue reaches the door
  with: People wait for the slicer
  excuse: One slicer has to do
    instead: Slice the favourites before eight
      do: Slice the favourites before eight · Shift lead · {LATER} · Shorter queue · open
- Nobody answers before nine
  excuse: The phone is upstairs
    instead: Bring the phone down
- Refunds only with a receipt [policy that penalizes the customer]
  excuse: Head office says so
first: Put a jar of pens on the counter, next: {TODAY + timedelta(weeks=3)}"""


def invites(hands: Hands) -> None:
    """Home, Enter, the form, Enter, and on from the slide that the meeting opens with."""
    hands.presses("Enter")
    for field in ("Monday at the counter", "Corner Bakery", "Shift lead"):
        hands.types(field)
        hands.presses("Tab")
    hands.says("Baker, Cashier")
    hands.presses("PgDown")


def names_both_columns(hands: Hands) -> None:
    hands.says(*STRENGTHS)
    hands.presses("PgDown")
    hands.says(*GAPS)


def puts_gaps_in_order(hands: Hands) -> None:
    """The last comes first; two are gathered; two that are not alike are split again."""
    hands.presses("PgDown", "Up", *["Alt+Up"] * 4)
    hands.presses("Down", "Down", "Down", "Space", "Down", "Space")
    hands.says("Waiting")
    hands.presses("Up", "Home", "Space", "Down", "Space")
    hands.says("Not alike")
    hands.presses("Up", "Home", "Ctrl+Shift+G", "Home", "Down", "Alt+Up")
    hands.presses("End", "Alt+Up", "Alt+Up")


def asks_why(hands: Hands) -> None:
    hands.presses("PgDown")
    hands.says("They would tell us")
    hands.presses("Ctrl+Tab")
    hands.says("Somebody asked once", "It was a bad day", "The oven had failed")
    hands.presses("Ctrl+Tab")
    hands.says("There is no time")
    hands.presses("PgDown")
    hands.says("One slicer has to do")
    hands.presses("PgDown")
    hands.says("The phone is upstairs")
    hands.presses("PgDown", "Alt+1")
    hands.says("Head office says so")


def finds_strategies(hands: Hands) -> None:
    """The second excuse is answered with the first of the strengths; the last stays open.

    On the way to the second there are the three origins of the first.
    """
    hands.presses("PgDown")
    hands.says("Ask one person an hour")
    hands.presses(*["Ctrl+Down"] * 4, "Alt+1", "Ctrl+Down")
    hands.says("Slice the favourites before eight")
    hands.presses("Ctrl+Down")
    hands.says("Bring the phone down")


def commits(hands: Hands) -> None:
    """Names are completed, days are said; the words of a strategy are taken with one key.

    Once one is committed to, the next strategy is there by itself.
    """
    hands.presses("PgDown")
    hands.says("Put a jar of pens on the counter")
    hands.types("ca")
    hands.presses("Right", "Enter")
    hands.says("fri", "They find a pen")
    hands.presses("Right", "Enter")
    hands.says("Baker", "in 2 weeks", "")
    hands.presses("Right", "Enter")
    hands.types("sh")
    hands.presses("Right", "Enter")
    hands.says(LATER.isoformat(), "Shorter queue")


def closes(hands: Hands) -> None:
    hands.presses("PgDown", "Up", "Home", "Space", "Esc")
    hands.says("in 3 weeks")


def exports(hands: Hands, path: Path) -> None:
    hands.presses("Ctrl+E", "Ctrl+A")
    hands.says(str(path))


def holds_the_meeting(hands: Hands) -> None:
    """From the home screen to the last key before the export."""
    invites(hands)
    goes_on(hands)


def goes_on(hands: Hands) -> None:
    """From the first stage to the last key before the export."""
    for part in (
        names_both_columns,
        puts_gaps_in_order,
        asks_why,
        finds_strategies,
        commits,
        closes,
    ):
        part(hands)
