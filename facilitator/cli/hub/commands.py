"""The commands of the hub, each as the lines that it prints."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from facilitator.cli.base.terminal import counted
from facilitator.cli.hub.database_address import read_database_url, read_line
from facilitator.domain.follow_up.teams import id_for
from facilitator.domain.text import fold, shortened
from facilitator.errors import InputRefusedError
from facilitator.storage.hub import installation
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.people import Device, Organisation, Role, Team, TeamRight

Command = Callable[[argparse.Namespace], Iterable[str]]
_SHORT_ID = 8


def _init(options: argparse.Namespace) -> Iterator[str]:
    password = None
    if options.role_password_file is not None:
        password = read_line(Path(options.role_password_file), "password of the role")
    made = installation.init(
        _url(options),
        options.name,
        role=options.database_role or installation.ROLE,
        password=password,
    )
    yield f"The database is ready for “{made.name}” ({made.id})."
    known = [f"“{each.name}”" for each in installation.all_organisations(_url(options))]
    if len(known) > 1:
        # A name typed with a slip made one that nobody wanted.
        yield f"It now has {len(known)} organizations: {', '.join(known)}."


def _organisations(options: argparse.Namespace) -> Iterator[str]:
    for each in installation.all_organisations(_url(options)):
        yield f"{each.id}  {each.name}"


def _serve(options: argparse.Namespace) -> Iterator[str]:
    from facilitator.cli.hub.listen_options import listen_of
    from facilitator.hub.service import serve

    listen = listen_of(options)
    # It closes the store itself, once all is answered.
    serve(HubStore(_url(options), serve=True, read_url=options.read_database), listen)
    return iter(())


def _invite(options: argparse.Namespace) -> Iterator[str]:
    from facilitator.hub.base.invitation_link import check_address, invitation_link
    from facilitator.hub.base.listen import fingerprint

    if options.address is None:
        raise InputRefusedError(
            "How do laptops reach the hub? Give --address, such as https://hub.example.org."
        )
    address = check_address(options.address)
    pin = fingerprint(Path(options.pin)) if options.pin is not None else ""
    with _opened(options) as (store, organisation):
        rights = _rights(store, organisation, options)
        if not rights and options.role != Role.ADMINISTRATOR:
            raise InputRefusedError("Which teams is it for? Give --team NAME or --reads NAME.")
        code = store.invite(organisation.id, Role(options.role), rights)
    yield invitation_link(address, code, pin)
    yield "It lets one laptop in, once, within a day. Paste it in Facilitator there."


def _teams(options: argparse.Namespace) -> Iterator[str]:
    with _opened(options) as (store, organisation):
        match (options.action, options.names):
            case (None, _):
                teams = store.teams(organisation.id)
                for team in teams:
                    yield f"{team.id}  {counted(team.head, 'change'):>15}  {team.name}"
                if not teams:
                    yield "No teams yet. “facilitator hub teams add NAME” adds one."
            case ("add", [name]):
                team = store.add_team(organisation.id, name)
                yield f"Added “{team.name}” ({team.id})."
            case ("rename", [known, name]):
                team = _team(store.teams(organisation.id), known)
                store.rename_team(organisation.id, team.id, name)
                yield f"“{team.name}” is now called “{shortened(name)}”."
            case _:
                raise InputRefusedError(
                    "Use “facilitator hub teams add NAME” or “facilitator hub teams rename NAME "
                    "NEW-NAME”, with quotes around a name of several words; nothing was done."
                )


def _devices(options: argparse.Namespace) -> Iterator[str]:
    with _opened(options) as (store, organisation):
        devices = store.devices(organisation.id)
        match (options.action, options.names):
            case (None, _):
                for device in devices:
                    yield _line(device)
                if not devices:
                    yield "No laptops yet. “facilitator hub invite” invites one."
            case ("withdraw", [known]):
                device = _device(devices, known)
                store.withdraw(organisation.id, device.id)
                yield f"“{device.name}” has no access any more. What is on that laptop stays there."
            case ("set", [known]):
                device = _device(devices, known)
                role = Role(options.role) if options.role is not None else device.role
                rights = _rights(store, organisation, options)
                if not rights:
                    rights = [(team.id, team.writes) for team in device.teams]
                store.set_device(organisation.id, device.id, role, rights)
                yield _line(_device(store.devices(organisation.id), device.id))
            case _:
                raise InputRefusedError(
                    "Use “facilitator hub devices withdraw ID” or “facilitator hub devices set ID "
                    "--role lead --team NAME --reads NAME”; nothing was done."
                )


def _erase(options: argparse.Namespace) -> Iterator[str]:
    with _opened(options) as (store, organisation):
        teams = {team.id: team for team in store.teams(organisation.id)}
        found = [teams[team] for team in store.teams_of(organisation.id, options.meeting)]
        if not found:
            raise InputRefusedError(
                "The hub has no meeting with this id. “facilitator list” on a laptop shows the "
                "ids; give the whole id."
            )
        names = ", ".join(team.name for team in found)
        _confirm(options, f"Erase this meeting of {names} for ever?")
        for team in found:
            store.erase(organisation.id, team.id, options.meeting)
            yield f"Erased for {team.name}: its words are no longer in the hub’s database."
    yield "Laptops erase it when they next share. Backups and dumps keep it until they are deleted."


def _export(options: argparse.Namespace) -> Iterator[str]:
    from facilitator.cli.hub.export import export

    with _opened(options) as (store, organisation):
        yield from export(store, organisation, Path(options.folder))


COMMANDS: Mapping[str, Command] = {
    "init": _init,
    "organisations": _organisations,
    "serve": _serve,
    "invite": _invite,
    "teams": _teams,
    "devices": _devices,
    "erase": _erase,
    "export": _export,
}


def _url(options: argparse.Namespace) -> str:
    return read_database_url(options, os.environ.get)


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[tuple[HubStore, Organisation]]:
    with HubStore(_url(options)) as store:
        yield store, store.organisation(options.organisation)


def _rights(
    store: HubStore, organisation: Organisation, options: argparse.Namespace
) -> list[tuple[str, bool]]:
    """Return the teams that were named; one that is both is written."""
    teams = store.teams(organisation.id)
    rights = {_team(teams, name).id: False for name in options.reads}
    rights.update({_team(teams, name).id: True for name in options.team})
    return list(rights.items())


def _team(teams: Iterable[Team], known: str) -> Team:
    """Return the team of a name or id. Raises InputRefusedError."""
    teams = list(teams)
    for fits in (
        [team for team in teams if known == team.id],
        [team for team in teams if fold(team.name) == fold(known)],
        [team for team in teams if team.id == id_for(known)],
    ):
        if len(fits) == 1:
            return fits[0]
    names = ", ".join(f"“{team.name}”" for team in teams) or "none yet"
    raise InputRefusedError(
        f"There is no team “{shortened(known)}”. The teams are: {names}; nothing was done."
    )


def _device(devices: Iterable[Device], known: str) -> Device:
    """Return the device of an id, the beginning of one, or a name. Raises InputRefusedError."""
    devices = list(devices)
    fits = [device for device in devices if known and device.id.startswith(known)] or [
        device for device in devices if fold(device.name) == fold(known)
    ]
    if len(fits) == 1:
        return fits[0]
    why = "Several laptops are" if fits else "No laptop is"
    raise InputRefusedError(
        f"{why} called “{shortened(known)}”; nothing was done. “facilitator hub devices” lists "
        "their ids."
    )


def _line(device: Device) -> str:
    """Return a laptop in one line."""
    teams = ", ".join(map(_right, device.teams)) or "no teams"
    state = (
        f"withdrawn {device.withdrawn_at[:10]}"
        if device.withdrawn_at
        else f"seen {device.seen_at[:16].replace('T', ' ')} UTC"
    )
    return f"{device.id[:_SHORT_ID]}  {device.role:13}  {state:25}  {device.name}: {teams}"


def _right(right: TeamRight) -> str:
    return right.name if right.writes else f"{right.name} (reads)"


def _confirm(options: argparse.Namespace, question: str) -> None:
    """Ask whether that is meant. Raises InputRefusedError if it is not."""
    if options.yes:
        return
    if not sys.stdin or not sys.stdin.isatty():
        raise InputRefusedError("This can’t be undone; nothing was done. Add --yes if you mean it.")
    print(f"{question} Type “yes”: ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() != "yes":
        raise InputRefusedError("Nothing was done.")
