"""What the page on a device is given, as JSON: the shapes, which the page's script reads.

`room` is the same for all who are in, and is made of a RoomView; `you` is one device's own. Times
are whole seconds, days are ISO 8601, absent things are null.
"""

from typing import NotRequired, TypedDict


class LabelData(TypedDict):
    id: str
    text: str


class ColumnData(TypedDict):
    """A column that cards can be written for, or that is shown; `name` is what a button says.

    `names` says whether a card that is sent for it now carries a name.
    """

    side: str
    title: str
    name: str
    names: bool
    tone: str | None
    hidden: int
    labels: list[LabelData]


class CardData(TypedDict):
    """One card on the wall; `link` is what it is, as Link in lower case, `depth` its indent."""

    id: str
    side: str
    link: str
    text: str
    labels: list[str]
    author: str
    theme: str
    members: int
    depth: int
    place: int | None
    dots: int | None
    owner: str
    due: str | None
    status: str
    detail: NotRequired[str]


class PinnedData(TypedDict):
    heading: str
    lines: list[str]


class AboutData(TypedDict):
    """Something that can be answered now: `adds` are the kinds of link that go under it."""

    id: str
    text: str
    adds: list[str]


class BandData(TypedDict):
    """What is shown large: its heading, its text, and smaller lines."""

    heading: str
    text: str
    lines: list[str]


class VoteData(TypedDict):
    """The vote that goes on; `gaps` are the ids of cards that can be given dots."""

    dots: int
    most: int
    secret: bool
    gaps: list[str]


class ClockData(TypedDict):
    """`left` is negative when the stage takes longer; it `runs` or stands still."""

    left: int
    runs: bool


class TurnData(TypedDict):
    name: str
    following: str | None


class RoomData(TypedDict):
    """What the room sees. `names` says whether cards for any column carry names now.

    `words` are gap, excuse, origin, strategy and action as the exercise calls one of each.
    """

    stage: str
    kind: str
    name: str
    question: str
    words: dict[str, str]
    names: bool
    private: bool
    pinned: list[PinnedData]
    band: BandData | None
    columns: list[ColumnData]
    cards: list[CardData]
    about: list[AboutData]
    vote: VoteData | None
    turn: TurnData | None
    clock: ClockData | None
    fingers: bool
    people: int


class OwnItemData(TypedDict):
    id: str
    text: str
    side: str | None
    labels: list[str]
    hidden: bool
    back: bool
    """Whether it can be taken back."""


class OwnDotsData(TypedDict):
    given: dict[str, int]
    left: int
    dots: int
    most: int


class OwnActionData(TypedDict):
    id: str
    text: str
    due: str | None
    status: str
    earlier: bool
    yes: bool
    """Whether a yes is wanted."""


class WaitingData(TypedDict):
    """Something that waits for the facilitator; `what` as the contribution is called."""

    id: str
    what: str
    text: str


class YouData(TypedDict):
    """One device's own; while it asks or is out, only `name` and `state` mean anything."""

    name: str
    state: str
    done: bool
    items: list[OwnItemData]
    dots: OwnDotsData | None
    actions: list[OwnActionData]
    fingers: int | None
    waiting: list[WaitingData]


class CardsPatch(TypedDict):
    """Cards that came or became others, ids that went, and the order where it is a new one.

    Without an order, a card that came goes to the end.
    """

    put: list[CardData]
    gone: list[str]
    order: list[str] | None


class RoomPatch(TypedDict):
    """What became of the room: keys of RoomData with their new values, and its cards."""

    set: dict[str, object]
    cards: CardsPatch | None
