"""Thirty people with devices of their own: how soon all see a card, and what it costs the window.

The program shows a console and the room's window on two screens; the devices are in the process of
the test. Limits that speak of an idle window hold against the same watch in the same run.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from time import perf_counter, sleep

import pytest

from tests.support.crowd import Crowd, Sent, crowd
from tests.support.figures import Figure, Judged
from tests.support.joined_run import JoinedRun, Seen, joined_run
from tests.support.two_screens import PLATFORM

ALONE, A_WHILE = 5.0, 20.0
"""Seconds for which the window is watched, idle and while cards arrive."""
ROUNDS = 5
IDLE = "the same window, idle, nobody joined"
WORDS = "we put people on hold and never call back"


@contextmanager
def held(data: Path, *words: str, cards: int = 0) -> Iterator[tuple[JoinedRun, str, Seen]]:
    """A meeting at its first board with so many cards, the link to join, and how idle it was."""
    with joined_run(
        data, "new", "Monday", *words, environment={"QT_QPA_PLATFORM": PLATFORM}
    ) as run:
        run.until(lambda seen: seen["at"] and seen["has_wall"], "the meeting")
        run.does("go", stage="feel-first")
        if cards:
            run.does("fill", cards=cards)
        run.until(lambda seen: not seen["unsaved"], "the disk")
        # What the program loads while it is idle is not what is measured.
        sleep(2)
        run.does("beat")
        sleep(ALONE)
        idle = run.does("rest")
        link = run.lets_people_join()
        run.does("everybody", on=True)
        # From the whole wall into its corner: the meeting goes on.
        run.runs("SHOW_CODE")
        yield run, link, idle
        run.quits()
        assert "Traceback" not in run.errors, run.errors


def names(count: int) -> list[str]:
    return [f"Person {number:03}" for number in range(1, count + 1)]


def come_in(people: Crowd) -> None:
    people.joins().result(60)
    people.until(lambda: all(each.room is not None for each in people), "all are in")


def card(text: str) -> dict[str, object]:
    return {"side": "left", "text": text, "labels": []}


def sent_in_one_moment(people: Crowd, number: int) -> list[Sent]:
    """A card from each device, sent at once, when all of them were answered."""
    texts = [f"{device.name}, {number}: {WORDS}" for device in people]
    what = [(device, "card", card(text)) for device, text in zip(people, texts, strict=True)]
    return people.answers(people.send_at_once(what))


def seen_by_all(people: Crowd, sent: Sequence[Sent]) -> list[float]:
    """Milliseconds from each card to the moment when every device showed it."""
    texts = {each.fields["text"]: each.at for each in sent}
    people.until(lambda: all(texts.keys() <= device.seen.keys() for device in people), "all seen")
    return [1000 * (max(d.seen[text] for d in people) - at) for text, at in texts.items()]


def on_the_wall(watched: Seen, sent: Sequence[Sent], cards: int) -> float:
    """Milliseconds from the first of the cards to the paint of the room's window with all."""
    when = next(at for at, count in watched["paints"] if count >= cards)
    return 1000 * float(when - min(each.at for each in sent))


def late(watched: Seen, share: float = 1.0) -> float:
    """How late the timer of the window was, in milliseconds: the longest, or a percentile."""
    between = sorted(watched["between"])
    return float(between[ceil(share * len(between)) - 1]) - 1


def answered(sent: Sequence[Sent]) -> list[float]:
    """Milliseconds from each card to its answer, when it is on the disk."""
    return [1000 * (each.answered - each.at) for each in sent]


def test_ten_cards_a_second_from_thirty_devices(figures: list[Figure], tmp_path: Path) -> None:
    with held(tmp_path) as (run, link, idle), crowd(link, names(30)) as people:
        come_in(people)
        sent_in_one_moment(people, 0)
        run.does("beat")
        sent: list[Sent] = []
        begun = perf_counter()
        for number in range(int(10 * A_WHILE)):
            sleep(max(0.0, begun + number / 10 - perf_counter()))
            sent.append(people.send(people[number % 30], "card", **card(f"{number}: {WORDS}")))
        took = seen_by_all(people, people.answers(sent))
        watched = run.does("rest")
        seconds = perf_counter() - begun
    assert [each.status for each in sent] == [200] * len(sent)
    what, at_rest = "30 devices, 10 cards/s", late(idle, 0.99)
    asked = 2 * at_rest + 6
    work, idle_work = watched["busy"] / seconds, idle["busy"] / ALONE
    more = watched["memory"] - idle["memory"]
    figures += [
        Figure(f"{what}: card seen by all", took, "its answer", answered(sent), Judged.P95, 25),
        Figure(
            f"{what}: window late, p99",
            [late(watched, 0.99)],
            IDLE,
            [at_rest],
            Judged.MAX,
            asked,
        ),
        Figure(
            f"{what}: % of a core, without idle",
            [100 * (work - idle_work)],
            IDLE,
            [100 * idle_work],
            Judged.MAX,
            10,
            "%",
        ),
        Figure(f"{what}: MiB more", [more], IDLE, [idle["memory"]], Judged.MAX, 30, "MiB"),
    ]


@pytest.mark.parametrize(("count", "wall", "limit"), [(30, 60, 60), (200, 1000, 100)])
def test_cards_at_one_instant(
    figures: list[Figure], tmp_path: Path, count: int, wall: float, limit: float
) -> None:
    times: list[float] = []
    stalls: list[float] = []
    with held(tmp_path) as (run, link, idle), crowd(link, names(count)) as people:
        come_in(people)
        for number in range(1, ROUNDS):
            run.does("beat")
            sent = sent_in_one_moment(people, number)
            seen_by_all(people, sent)
            cards = number * count
            run.until(lambda seen: seen["painted"] >= cards, "the wall")  # noqa: B023
            watched = run.does("rest")
            times.append(on_the_wall(watched, sent, cards))
            stalls.append(late(watched))
    what = f"{count} cards at one instant"
    figures += [
        Figure(f"{what}: all on the wall", times, IDLE, [late(idle)], Judged.MAX, wall),
        Figure(f"{what}: window late", stalls, IDLE, [late(idle)], Judged.MAX, limit),
    ]


@pytest.mark.soak
def test_an_hour_of_thirty_devices(figures: list[Figure], tmp_path: Path) -> None:
    """As many cards as thirty people write in an hour, one in two minutes each, sent faster."""
    cards, at_once = 900, 6
    with held(tmp_path, "unlimited") as (run, link, idle), crowd(link, names(30)) as people:
        come_in(people)
        sent_in_one_moment(people, 0)
        run.does("beat")
        before = run.does("rest")["memory"]
        sent: list[Sent] = []
        people.cuts = 5
        for number in range(0, cards, at_once):
            devices = [people[(number + more) % 30] for more in range(at_once)]
            sent += people.answers(
                people.send_at_once(
                    (device, "card", card(f"{number + more}: {WORDS}"))
                    for more, device in enumerate(devices)
                )
            )
            if number % 60 == 0:
                people.lose_network(devices)
                people.find_network(devices)
        seen_by_all(people, sent)
        run.does("beat")
        after = run.does("rest")["memory"]
        wall = run.does("read")["texts"]
    written = sorted(each.fields["text"] for each in people.sent)
    assert sorted(wall) == written
    what = f"{cards} cards of 30 devices, as in an hour: MiB more"
    figures.append(Figure(what, [after - before], IDLE, [idle["memory"]], Judged.MAX, 20, "MiB"))
