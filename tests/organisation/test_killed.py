"""A laptop, the hub or its database is killed before any step: nothing is lost, nothing doubled."""

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.records import Card
from facilitator.sync.hub_errors import HubError
from tests.support.forks import heard
from tests.support.hub_to_kill import BEFORE_ANSWER, DIES_AT
from tests.support.hubs import DATABASES, HubProcess, PostgresDatabase, hub_process
from tests.support.laptop_to_kill import CARDS, DEAD, NEVER
from tests.support.office import Office, any_hub, assert_all_agree, begun
from tests.support.shared_laptop import Laptop, all_sync, syncs_when_it_can
from tests.support.small_meeting import EXERCISE
from tests.support.wire import Moment, Wire

pytestmark = pytest.mark.killed
KITCHEN = "Kitchen"
ALL = pytest.param(1, marks=pytest.mark.soak)
COLUMN = EXERCISE.columns[0].id


def cards_of(laptop: Laptop, meeting: str) -> Counter[str]:
    return Counter(card.text for card in laptop.meeting(meeting).all(Card))


def assert_once(laptops: list[Laptop], meeting: str, saved: set[str], meant: set[str]) -> None:
    """What was saved is there once, and what was meant to be is there once at most."""
    assert_all_agree(laptops)
    for laptop in laptops:
        found = cards_of(laptop, meeting)
        assert saved <= found.keys() <= meant
        assert set(found.values()) <= {1}


@any_hub
@pytest.mark.parametrize("stride", [43, ALL])
def test_a_laptop_is_killed_before_a_statement(office: Office, stride: int) -> None:
    killed, other = office.laptop("Ana's"), office.laptop("Ben's")
    (meeting,) = begun(killed, office.team)
    all_sync([killed, other])
    saved: set[str] = set()
    meant: set[str] = set()
    for step in range(0, 10_000, stride):
        killed.close()
        meant |= {f"{step}.{number}" for number in range(CARDS)}
        code, said = run(killed.folder, meeting, str(step), step)
        assert code in (0, DEAD)
        saved |= said
        killed.reopens()
        all_sync([killed, other])
        assert_once([killed, other], meeting, saved, meant)
        if code == 0:
            assert step > 50
            return
    raise AssertionError("it never came to its end")


@any_hub
@pytest.mark.parametrize("stride", [4, ALL])
def test_a_laptop_is_killed_while_it_asks(office: Office, stride: int) -> None:
    killed, other = office.laptop("Ana's"), office.laptop("Ben's")
    (meeting,) = begun(killed, office.team)
    all_sync([killed, other])
    saved: set[str] = set()
    meant: set[str] = set()
    for step in range(0, 1_000, stride):
        killed.close()
        meant |= {f"{step}.{number}" for number in range(CARDS)}
        steps = count()

        def is_time(_: str, __: Moment, steps: "count[int]" = steps, last: int = step) -> bool:
            return next(steps) == last

        code, said = run(killed.folder, meeting, str(step), NEVER, office.wire, is_time)
        saved |= said
        killed.reopens()
        all_sync([killed, other])
        assert_once([killed, other], meeting, saved, meant)
        if code == 0:
            assert step > 5
            return
    raise AssertionError("it never came to its end")


def run(
    folder: Path,
    meeting: str,
    words: str,
    step: int,
    wire: Wire | None = None,
    is_time: Callable[[str, Moment], bool] = lambda path, moment: False,
) -> tuple[int, set[str]]:
    """Let a laptop run to its end; return how that was, and the cards that were on its disk."""
    with heard("tests.support.laptop_to_kill", folder, meeting, words, step) as (child, out, err):

        def kill(path: str, moment: Moment) -> None:
            if is_time(path, moment):
                # On a thread of the wire, while this one waits for the same child.
                os.kill(child.pid, signal.SIGKILL)

        if wire is not None:
            wire.on_step = kill
        try:
            said = {line.decode().strip() for line in out}
            code = child.wait()
        finally:
            if wire is not None:
                wire.on_step = lambda path, moment: None
        assert b"Traceback" not in err.read()
        return code, said


@pytest.fixture(params=DATABASES)
def mortal(request: pytest.FixtureRequest) -> Iterator[HubProcess]:
    """A hub that may be told to die; it does not run yet."""
    module = "tests.support.hub_to_kill"
    with hub_process(request.param, KITCHEN, module=module, starts=False) as found:
        yield found


@pytest.mark.parametrize("stride", [24, ALL])
def test_the_hub_is_killed_before_a_step_of_its_database(
    mortal: HubProcess, tmp_path: Path, stride: int
) -> None:
    never = {DIES_AT: str(NEVER)}
    mortal.start(environment=never)
    with Laptop(tmp_path / "ana", "Ana's") as ana, Laptop(tmp_path / "ben", "Ben's") as ben:
        for laptop in (ana, ben):
            laptop.joins(mortal.invite([KITCHEN]))
        (meeting,) = begun(ana, KITCHEN)
        all_sync([ana, ben])
        meant: set[str] = set()
        for step in range(0, 2_000, stride):
            mortal.kill()
            mortal.begin(environment={DIES_AT: str(step)})
            restarted = threading.Thread(target=restart, args=(mortal, never))
            restarted.start()
            for number, laptop in enumerate((ana, ben)):
                text = f"{step}.{number}"
                laptop.does(meeting, lambda m, text=text: verbs.add_cards(m, COLUMN, [text]))
                meant.add(text)
                syncs_when_it_can(laptop)
            syncs_when_it_can(ana)
            if restarted.is_alive():
                assert step > 10, mortal.log
                mortal.kill()
                restarted.join()
                return
            restarted.join()
            assert_once([ana, ben], meeting, meant, meant)
    raise AssertionError("it never survived")


def test_the_hub_is_killed_between_commit_and_answer(mortal: HubProcess, tmp_path: Path) -> None:
    never = {DIES_AT: str(NEVER)}
    mortal.start(environment=never)
    with Laptop(tmp_path / "ana", "Ana's") as ana, Laptop(tmp_path / "ben", "Ben's") as ben:
        for laptop in (ana, ben):
            laptop.joins(mortal.invite([KITCHEN]))
        (meeting,) = begun(ana, KITCHEN)
        all_sync([ana, ben])
        before = mortal.database.count("log")
        mortal.kill()
        mortal.start(environment={DIES_AT: BEFORE_ANSWER})
        ana.does(meeting, lambda m: verbs.add_cards(m, COLUMN, ["said once"]))
        with pytest.raises(HubError):
            ana.syncs()
        mortal.wait()
        assert ana.waiting == 1
        assert mortal.database.count("log") == before + 1
        mortal.start(environment=never)
        all_sync([ana, ben])
        assert mortal.database.count("log") == before + 1
        assert_once([ana, ben], meeting, {"said once"}, {"said once"})


@any_hub
def test_a_laptop_is_killed_between_answer_and_confirmation(office: Office) -> None:
    killed, other = office.laptop("Ana's"), office.laptop("Ben's")
    (meeting,) = begun(killed, office.team)
    all_sync([killed, other])
    killed.close()
    pushes = 0

    def kill_after_push(path: str, moment: Moment) -> bool:
        nonlocal pushes
        pushes += path.endswith("/push") and moment is Moment.AFTER
        return pushes == 1

    code, saved = run(killed.folder, meeting, "once", NEVER, office.wire, kill_after_push)
    assert code == -signal.SIGKILL
    assert pushes == 1
    killed.reopens()
    assert killed.waiting == len(saved) == 2
    all_sync([killed, other])
    assert_once([killed, other], meeting, saved, saved)


def restart(hub: HubProcess, environment: dict[str, str]) -> None:
    """Start a hub again once it has died."""
    hub.wait()
    hub.start(environment=environment)


@pytest.mark.parametrize("stride", [7, ALL])
def test_postgresql_is_killed_while_laptops_share(tmp_path: Path, stride: int) -> None:
    with hub_process("postgresql", KITCHEN) as hub, Wire(hub.port) as wire:
        assert isinstance(hub.database, PostgresDatabase)
        server = hub.database.server
        with Laptop(tmp_path / "ana", "Ana's") as ana, Laptop(tmp_path / "ben", "Ben's") as ben:
            for laptop in (ana, ben):
                laptop.joins(hub.invite([KITCHEN], port=wire.port))
            (meeting,) = begun(ana, KITCHEN)
            all_sync([ana, ben])
            meant: set[str] = set()
            for step in range(0, 200, stride):
                left = step

                def kill(_: str, __: Moment) -> None:
                    nonlocal left
                    left -= 1
                    if left == -1:
                        server.kill()
                        server.start()

                wire.on_step = kill
                for number, laptop in enumerate((ana, ben)):
                    text = f"{step}.{number}"
                    laptop.does(meeting, lambda m, text=text: verbs.add_cards(m, COLUMN, [text]))
                    meant.add(text)
                    syncs_when_it_can(laptop)
                syncs_when_it_can(ana)
                assert_once([ana, ben], meeting, meant, meant)
                if left >= 0:
                    assert step > 5
                    return
    raise AssertionError("it was killed for ever")
