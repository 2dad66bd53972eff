"""Writes the database of the schema at hand, and what is read from it, into a folder."""

import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from facilitator import paths
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.records import (
    Action,
    ActionKind,
    Answer,
    Ballot,
    Bookmark,
    Card,
    Clock,
    Deferral,
    Deferred,
    Details,
    Draft,
    EarlierAction,
    Excuse,
    ExcuseKind,
    GapNumber,
    Lack,
    Noticed,
    Origin,
    Outcome,
    Parked,
    PastNumber,
    PastVerdict,
    Record,
    Recurrence,
    RegisterNote,
    RegisterState,
    Roti,
    Script,
    Side,
    Slip,
    StageTime,
    Statement,
    Status,
    Strategy,
    Team,
    TeamTemplate,
    Theme,
    Verdict,
    Vote,
)
from facilitator.export.json_format import loads
from facilitator.storage.db.file_format import VERSION
from facilitator.storage.sharing.states import Membership, SharedTeam
from facilitator.storage.store import Store

ID, TEAM, MERGED_INTO = "m-čšž", "team-čšž", "team-0"
DRAFTS = (
    Draft(stage="why/t1", fields=("half a tho", "")),
    Draft(stage="who-when", fields=("Pišem", "Žiga", "fr", " x ")),
)
ACTIONS = tuple(
    Action(
        id=f"a{number}",
        strategy="s1",
        text=f"Draw up turns {number}",
        place=1024 * number,
        owner="Žiga",
        due=date(2024, 3, number) if number < 5 else None,
        sign="A note on the door" if number == 1 else "",
        when="When the phone rings after six, …" if number == 2 else "",
        expected_excuse="“No time”" if number == 2 else "",
        sponsor="李雷" if number == 3 else "",
        agreed=("Ana", "Žiga") if number == 3 else (),
        kind=kind,
    )
    for number, kind in enumerate((*ActionKind, ActionKind.DO), 1)
)
DAY = date(2024, 2, 29)
VERDICTS = (
    Verdict(id="w1", action="a2", text="", place=1024, status=Status.DONE, day=DAY),
    Verdict(
        id="w2",
        action="a3",
        text="Half of it, “R&D” <b>",
        place=1024,
        status=Status.PROGRESS,
        day=DAY,
        due=date(2024, 4, 1),
    ),
    Verdict(id="w3", action="p1", text="The till can't", place=1024, status=Status.EXCUSE, day=DAY),
    Verdict(
        id="w4",
        action="p1",
        text="It can",
        place=2048,
        status=Status.DONE,
        day=DAY,
        noticed=Noticed.UNSURE,
    ),
    Verdict(id="w5", action="a4", text="No need", place=1024, status=Status.DROPPED, day=DAY),
)
EARLIER = EarlierAction(
    id="p1",
    stage="review",
    text="Call back within a day",
    place=1024,
    meeting="m-0",
    action="a-0",
    owner="Ana",
    due=date(2024, 2, 1),
    promised_on=date(2024, 1, 15),
    gap="Nobody calls back",
    excuse="We have no list",
    history=(
        PastVerdict(day=date(2024, 1, 30), status=Status.PROGRESS, text="A list, 李雷"),
        PastVerdict(day=date(2024, 2, 10), status=Status.EXCUSE, text="Lost it"),
    ),
    gap_id="g-0",
    numbers=(PastNumber(day=date(2024, 1, 15), value=40),),
    kind=ActionKind.ASK,
)
RECORDS: tuple[Record, ...] = (
    Details(
        id=ID,
        title="Ponedeljek 🥐 “R&D” <b>",
        exercise="three-rules",
        held_on=date(2024, 2, 29),
        team="Pult",
        facilitator="Žiga",
        participants=("Ana", "李雷", "O’Neil"),
        next_on=date(2024, 3, 28),
        first="a1",
        signed=True,
        team_id=TEAM,
        next_facilitator="Ana, 李雷",
        ground_rules="One speaks\nPhones off",
    ),
    Bookmark(
        id=ID,
        stage="why",
        gap="t1",
        side=Side.RIGHT,
        left="e1",
        right="o2",
        turn="李雷",
        seat=1,
        private=True,
        drafts=DRAFTS,
        step=2,
        step_from=300,
    ),
    Script(id=ID, toml=(paths.resources() / "exercises" / "three-rules.toml").read_text("utf-8")),
    Clock(
        id=ID,
        minutes=45,
        stage="why",
        since=datetime(2024, 2, 29, 9, 30, tzinfo=UTC),
        given=(StageTime(stage="why", seconds=600),),
        spent=(StageTime(stage="good", seconds=61), StageTime(stage="why", seconds=5)),
    ),
    Ballot(
        id="v1",
        place=1024,
        voters=3,
        dots=5,
        most=3,
        closed=True,
        votes=(Vote(gap="t1", dots=7), Vote(gap="gone", dots=1)),
        slips=(
            Slip(id="s-čšž", votes=(Vote(gap="t1", dots=2), Vote(gap="gone", dots=3))),
            Slip(id="0b", votes=()),
        ),
    ),
    Ballot(
        id="v2",
        place=2048,
        voters=0,
        dots=3,
        most=3,
        secret=True,
        slips=(Slip(id="0c", votes=(Vote(gap="t1", dots=3),)),),
    ),
    Deferral(
        id="n1",
        place=1024,
        reason="Head office decides in “Vilnius” <b>",
        deferred=(
            Deferred(item="s2", lack=Lack.ACTION),
            Deferred(item="gone", lack=Lack.EXCUSE),
        ),
    ),
    Recurrence(
        id="r1",
        place=1024,
        item="e1",
        meeting="m-0",
        earlier="e-0",
        text="We eat then, as “ever”",
        day=date(2024, 1, 15),
    ),
    GapNumber(id="n2", place=1024, item="t1", value=12, day=date(2024, 2, 29)),
    GapNumber(id="n3", place=2048, item="w-gone", value=0, day=date(2024, 2, 29)),
    Roti(id=ID, fingers=(5, 3, 1)),
    EARLIER,
    Card(id="c1", column="good", text="We greet by name\nand mean it", place=1024),
    Card(
        id="c2",
        column="bad",
        text="Shut",
        place=2,
        theme="t1",
        labels=("policy", "\u200fעברית"),
        author="Ana",
    ),
    Card(id="c3", column="bad", text="x" * 5000, place=-5, theme="t1", rank=3072, hidden=True),
    Theme(id="t1", column="bad", text="We are shut", place=4096, rank=1024, labels=("policy",)),
    Excuse(
        id="e1",
        gap="t1",
        text="We eat then",
        place=1024,
        kind=ExcuseKind.NOT_OURS,
        ask="Head office, 李雷",
    ),
    Excuse(id="e2", gap="w3", text="The till can't", place=1024),
    Origin(id="o1", parent="e1", text="It was always so", place=1024),
    Origin(id="o2", parent="o1", text="The founder liked soup", place=1024),
    Strategy(id="s1", parent="e1", text="Eat in turns", place=1024),
    Strategy(id="s2", parent="o2", text="Nobody took this", place=2048),
    Strategy(id="s3", parent="e2", text="Ring by hand", place=1024),
    *ACTIONS,
    Statement(id="d1", stage="words", text="As we would be", place=1024, ticks=("fair", "clear")),
    Statement(
        id="d2",
        stage="words",
        text="“Fair”, 李雷",
        place=2048,
        brought_from="m-0",
        said_on=date(2024, 1, 15),
    ),
    Answer(id="q1", about="", field="whom", text="Those who <b>stay</b>", place=1024),
    Answer(
        id="q2",
        about="",
        field="promises",
        text="“Within a day”",
        place=2048,
        choice="not always",
        brought_from="m-0",
        said_on=date(2024, 1, 15),
    ),
    Answer(id="q3", about="t1", field="apology", text="", place=1024, choice="not yet"),
    Answer(id="q4", about="p1", field="again", text="", place=1024, choice="yes"),
    Strategy(id="s4", parent="c1", text="Greet on the phone too", place=1024),
    Action(
        id="a7",
        strategy="q3",
        text="Call them",
        place=1024,
        owner="Ana",
        due=date(2024, 3, 2),
        kind=ActionKind.TELL,
    ),
    Parked(id="k1", stage="why", text="The “oven” <b>", place=1024),
    Parked(id="k2", stage="", text="Parking", place=2048, outcome=Outcome.NEXT),
    Action(
        id="a6", strategy="k1", text="Ask the baker", place=1024, owner="Ana", due=date(2024, 3, 9)
    ),
    *VERDICTS,
)
JOURNAL: tuple[Record, ...] = (
    Details(id=TEAM, title="Pult", exercise="", held_on=DAY, team="Pult", team_id=TEAM),
    Bookmark(id=TEAM, stage=""),
    Team(id=TEAM, name="Pult", earlier_names=("PULT", "Šalter 🥐"), merged_into=MERGED_INTO),
    TeamTemplate(
        id=TEAM,
        title="Pult, “vsak” teden",
        exercise="hold-a-meeting",
        participants=("Ana", "李雷"),
        minutes=45,
        ground_rules="One speaks\nNobody <b>blames</b>",
    ),
    RegisterNote(
        id="jn1",
        place=1024,
        meeting=ID,
        gap="t1",
        text="We are “shut”",
        day=date(2024, 3, 3),
        state=RegisterState.CHANGED,
    ),
    EarlierAction(
        id="j1",
        stage="",
        text="Draw up turns 1",
        place=1024,
        meeting=ID,
        action="a1",
        promised_on=DAY,
    ),
    Verdict(
        id="jw1",
        action="j1",
        text="Half the week",
        place=1024,
        status=Status.PROGRESS,
        day=date(2024, 3, 3),
        noticed=Noticed.NO,
    ),
)


def make(folder: Path) -> None:
    sample = loads((paths.resources() / "samples" / "corner-bakery.json").read_bytes())
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        store = Store(data)
        store.start()
        for records in (sample.records(), RECORDS, JOURNAL):
            store.commit(import_meeting(records)).result()
        ids = (sample.id, ID, TEAM)
        _share(store)
        read = {known: dumped(store.load(known).result().records()) for known in ids}
        assert store.close()
        (folder / f"version-{VERSION}.db").write_bytes(paths.database_file(data).read_bytes())
    text = json.dumps(read, ensure_ascii=False, indent=1)
    (folder / f"version-{VERSION}.json").write_text(f"{text}\n", encoding="utf-8")


def _share(store: Store) -> None:
    """Share the team with others, one of which has changed something meanwhile."""
    joined_at = datetime(2024, 3, 1, 8, 0, tzinfo=UTC)
    team = SharedTeam(id=MERGED_INTO, name="Šalter", writes=True)
    membership = Membership(
        hub="https://127.0.0.1:8443",
        organisation="o1",
        organisation_name="Hoteli “Vogal”",
        device="d1",
        site="site-1",
        name="Recepcija",
        role="member",
        teams=(team,),
        joined_at=joined_at,
    )
    store.sharing.join(membership).result()
    while store.sharing.upload_next(team.id).result():
        pass
    first, *_ = store.sharing.waiting().result()
    store.sharing.arrived(team.id, [{**first, "seq": 1}], 2).result()


def dumped(records: Iterable[Record]) -> list[list[object]]:
    """Each record's kind and fields, as JSON gives them back."""
    rows = [[type(record).__name__, asdict(record)] for record in records]
    found: list[list[object]] = json.loads(json.dumps(rows, default=str))
    return found


if __name__ == "__main__":
    make(Path(sys.argv[1]))
