"""What the page on a phone is told at each stage of a meeting of a team that serves customers."""

from typing import cast

from facilitator.join.page_data import (
    AboutData,
    BandData,
    CardData,
    ClockData,
    ColumnData,
    LabelData,
    OwnActionData,
    OwnDotsData,
    OwnItemData,
    PinnedData,
    RoomData,
    TurnData,
    VoteData,
    WaitingData,
    YouData,
)

WORDS = {
    "gap": "gap",
    "excuse": "excuse",
    "origin": "origin",
    "strategy": "strategy",
    "action": "action",
}
LABELS = [
    LabelData(id="policy", text="policy that penalizes the customer"),
    LabelData(id="keep", text="keep"),
]


def card(item_id: str, text: str, side: str = "right", **more: object) -> CardData:
    """Return a card as it is on the wall."""
    made: dict[str, object] = {
        "id": item_id,
        "side": side,
        "link": "card",
        "text": text,
        "labels": [],
        "author": "",
        "theme": "",
        "members": 0,
        "depth": 0,
        "place": None,
        "dots": None,
        "owner": "",
        "due": None,
        "status": "open",
    }
    return cast("CardData", made | more)


def column(side: str, title: str, tone: str, name: str = "", hidden: int = 0) -> ColumnData:
    """Return a column; one with a name can be written for."""
    return ColumnData(
        side=side,
        title=title,
        name=name,
        names=True,
        tone=tone,
        hidden=hidden,
        labels=LABELS if name else [],
    )


WE_DO = column("left", "Where we shine", "strength", "We do")
WE_DONT = column("right", "Where we fall short", "gap", "We don’t")
GAPS = [
    card("g1", "We keep callers on hold for ten minutes", place=1, members=3),
    card("g2", "“We can’t, it’s policy”", place=2, labels=["policy that penalizes the customer"]),
    card("g3", "Nobody answers mail on Fridays", place=3),
]


def room(kind: str, question: str, **more: object) -> RoomData:
    """Return what everybody sees of a stage of a kind."""
    made: dict[str, object] = {
        "stage": kind,
        "kind": kind,
        "name": kind.capitalize(),
        "question": question,
        "words": WORDS,
        "names": False,
        "private": False,
        "pinned": [],
        "band": None,
        "columns": [],
        "cards": [],
        "about": [],
        "vote": None,
        "turn": None,
        "clock": None,
        "fingers": False,
        "people": 12,
    }
    return cast("RoomData", made | more)


def you(name: str = "Amira", state: str = "in", **more: object) -> YouData:
    """Return what one device has."""
    made: dict[str, object] = {
        "name": name,
        "state": state,
        "done": False,
        "items": [],
        "dots": None,
        "actions": [],
        "fingers": None,
        "waiting": [],
    }
    return cast("YouData", made | more)


def own_item(item_id: str, text: str, side: str | None = None, **more: object) -> OwnItemData:
    """Return something that a device has sent."""
    made: dict[str, object] = {
        "id": item_id,
        "text": text,
        "side": side,
        "labels": [],
        "hidden": False,
        "back": True,
    }
    return cast("OwnItemData", made | more)


def own_action(item_id: str, text: str, **more: object) -> OwnActionData:
    """Return an action that a participant owns."""
    made: dict[str, object] = {
        "id": item_id,
        "text": text,
        "due": "2026-12-14",
        "status": "open",
        "earlier": False,
        "yes": False,
    }
    return cast("OwnActionData", made | more)


BOARD = room(
    "board",
    "How do we make customers feel number one?",
    columns=[WE_DO, WE_DONT],
    pinned=[PinnedData(heading="Whom we want", lines=["Families who come back every week"])],
    clock=ClockData(left=272, runs=True),
    turn=TurnData(name="Ben", following="Chiara"),
    cards=[card("c1", "We answer every mail on the same day", "left"), *GAPS],
    names=True,
)
PRIVATE = room(
    "board",
    "Where do we fall short today?",
    columns=[WE_DO, column("right", "Where we fall short", "gap", "We don’t", hidden=7)],
    private=True,
    clock=ClockData(left=-65, runs=False),
)
VOTE = room(
    "rank",
    "Which gap costs us most?",
    columns=[column("right", "Gaps", "gap", "Gap")],
    cards=GAPS,
    vote=VoteData(dots=5, most=3, secret=True, gaps=["g1", "g2", "g3"]),
)
RANK = room(
    "rank",
    "Which gap costs us most?",
    columns=[column("right", "Gaps, biggest first", "gap", "Gap")],
    cards=[{**GAPS[0], "dots": 9}, {**GAPS[1], "dots": 4}, {**GAPS[2], "dots": 0}],
)
DISCUSS = room(
    "discuss",
    "Why do we treat the customer this way?",
    band=BandData(
        heading="Gap 1 of 3",
        text="We keep callers on hold for ten minutes",
        lines=["At lunch nobody picks up", "Heard before on Oct 2"],
    ),
    about=[
        AboutData(id="g1", text="We keep callers on hold for ten minutes", adds=["excuse"]),
        AboutData(id="e1", text="We never have enough people at noon", adds=["origin"]),
        AboutData(id="o1", text="Everybody eats at the same time", adds=["origin"]),
    ],
    columns=[column("left", "Excuses", "gap"), column("right", "How it got this way", "gap")],
    cards=[
        card("e1", "We never have enough people at noon", "left", link="excuse"),
        card("o1", "Everybody eats at the same time", "right", link="origin", depth=1),
    ],
    turn=TurnData(name="Amira", following="Ben"),
)
STRATEGIES = room(
    "strategies",
    "What do we do instead?",
    band=BandData(
        heading="Excuse 1 of 4",
        text="We never have enough people at noon",
        lines=["We keep callers on hold for ten minutes"],
    ),
    about=[
        AboutData(id="e1", text="We never have enough people at noon", adds=["strategy"]),
        AboutData(id="o1", text="Everybody eats at the same time", adds=["strategy"]),
    ],
    columns=[column("right", "Strategies", "strength")],
    cards=[card("s1", "Two people have lunch at one", link="strategy")],
)
COMMIT = room(
    "commit",
    "Who does what, by when?",
    about=[
        AboutData(id="s1", text="Two people have lunch at one", adds=["promise"]),
        AboutData(id="s2", text="Call back within the hour", adds=["promise"]),
    ],
    columns=[column("right", "Actions", "strength")],
    cards=[card("a1", "New phone rota", link="action", owner="Ben", due="2026-12-11")],
    names=True,
)
REVIEW = room("review", "Progress or excuses?", names=True)
CLOSE = room(
    "close",
    "Which do we do first?",
    fingers=True,
    columns=[column("left", "The plan", "strength")],
    cards=[card("a1", "New phone rota", "left", link="action", owner="Amira", due="2026-12-11")],
)
STATEMENT = room(
    "statement",
    "What does good service mean to us?",
    pinned=[PinnedData(heading="", lines=["One sentence", "A customer would understand it"])],
    columns=[column("left", "Our sentence", "strength")],
    cards=[card("t1", "We solve it in one call", "left", link="statement")],
)
OPENING = room(
    "opening",
    "Who gets through our rules?",
    pinned=[
        PinnedData(
            heading="Ground rules", lines=["Leaders speak last.", "Unwritten rules count, too."]
        )
    ],
)
OWN_CARDS = you(
    items=[
        own_item("c1", "We answer every mail on the same day", "left", labels=["keep"]),
        own_item("c2", "<b>We</b> put people on hold & forget them", "right"),
    ]
)
OWN_HIDDEN = you(items=[own_item("c9", "We laugh about customers", "right", hidden=True)])
OWN_DOTS = you(dots=OwnDotsData(given={"g1": 2, "g2": 1}, left=2, dots=5, most=3))
OWN_ACTIONS = you(
    actions=[
        own_action("p1", "Greet every customer by name", earlier=True, due="2026-11-20"),
        own_action("p2", "A new sign for the door", earlier=True, status="progress"),
        own_action("a1", "New phone rota", yes=True),
    ],
    waiting=[WaitingData(id="w1", what="promise", text="Call back within the hour, by Dec 14")],
    fingers=4,
)
HEBREW = room(
    "board",
    "איך אנחנו גורמים ללקוחות להרגיש מספר אחת?",
    name="לוח",
    columns=[
        column("left", "מה טוב", "strength", "כן"),
        column("right", "מה חסר", "gap", "לא (we don’t)"),
    ],
    cards=[card("c1", "אנחנו עונים לכל מכתב באותו יום, גם ב־VIP", "left")],
    pinned=[PinnedData(heading="את מי אנחנו רוצים", lines=["משפחות שחוזרות כל שבוע"])],
    turn=TurnData(name="נועה", following="Ben"),
    clock=ClockData(left=272, runs=False),
)
OWN_HEBREW = you(
    "עמירה", items=[own_item("c1", "אנחנו עונים לכל מכתב באותו יום, גם ב־VIP", "left")]
)
WORD = "Donaudampfschifffahrtsgesellschaft" * 6
LONG = room(
    "discuss",
    WORD,
    name=WORD,
    pinned=[PinnedData(heading=WORD, lines=[WORD])],
    band=BandData(heading=WORD, text=WORD, lines=[WORD]),
    columns=[column("left", WORD, "strength", WORD), column("right", WORD, "gap", WORD)],
    cards=[card("c1", WORD, labels=[WORD], owner=WORD, theme=WORD)],
    about=[AboutData(id=key, text=WORD, adds=["excuse"]) for key in ("g1", "g2")],
    turn=TurnData(name=WORD, following=WORD),
)
OWN_LONG = you(WORD, items=[own_item("c1", WORD, "left", labels=["policy"])])
EVERY: dict[str, tuple[RoomData, YouData]] = {
    "opening": (OPENING, you()),
    "board": (BOARD, OWN_CARDS),
    "private": (PRIVATE, OWN_HIDDEN),
    "vote": (VOTE, OWN_DOTS),
    "rank": (RANK, you()),
    "discuss": (DISCUSS, you(items=[own_item("e1", "We never have enough people at noon")])),
    "strategies": (STRATEGIES, you()),
    "commit": (COMMIT, OWN_ACTIONS),
    "review": (REVIEW, OWN_ACTIONS),
    "statement": (STATEMENT, you()),
    "close": (CLOSE, OWN_ACTIONS),
    "long words": (LONG, OWN_LONG),
    "long words on a board": (cast("RoomData", {**LONG, "kind": "board"}), OWN_LONG),
    "hebrew": (HEBREW, OWN_HEBREW),
}
