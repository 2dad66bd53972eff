"""The arguments of the hub's commands."""

import argparse
from collections.abc import Callable
from pathlib import Path

from facilitator.cli.base.arguments import Parser
from facilitator.cli.hub.database_address import DATABASE

_PROGRAM = "facilitator hub"
_ROLES = ("member", "lead", "administrator")

Run = Callable[[argparse.Namespace, Path], int]


class HubParsers:
    """Adds the commands below `facilitator hub`; `run` returns what does the one of a name."""

    def __init__(self, hub: argparse.ArgumentParser, run: Callable[[str], Run]) -> None:
        self._run = run
        self._commands = hub.add_subparsers(
            title="commands", metavar="COMMAND", parser_class=Parser, required=True
        )

    def add_all(self) -> None:
        self._add_setup()
        self._add_serve()
        self._add_access()
        self._add_data()

    def _add(self, name: str, text: str, example: str) -> argparse.ArgumentParser:
        command = self._commands.add_parser(
            name,
            help=text,
            description=f"{text[0].upper()}{text[1:]}.",
            epilog=f"Example: {_PROGRAM} {example}",
            allow_abbrev=False,
        )
        _add_database(command)
        command.set_defaults(command=self._run(name), parser=command)
        return command

    def _add_setup(self) -> None:
        init = self._add(
            "init",
            "create or upgrade the tables, as the owner of the database, and an organization",
            'init --database postgresql://postgres@/hub --name "Seaside Hotels"',
        )
        init.add_argument("--name", required=True, metavar="NAME", help="of the organization")
        init.add_argument(
            "--role",
            dest="database_role",
            metavar="ROLE",
            help="PostgreSQL: the role that the hub logs in with (default: facilitator_hub)",
        )
        init.add_argument(
            "--role-password-file",
            metavar="FILE",
            help="PostgreSQL: a file with the password that this role gets, if it is created",
        )
        self._add(
            "organisations",
            "list the organizations, as the owner of the database",
            "organisations --database postgresql://postgres@/hub",
        )
        doctor = self._add("doctor", "check the database, its rights and the certificate", "doctor")
        _add_organisation(doctor)
        doctor.add_argument("--tls-cert", metavar="FILE", help="a certificate to look at too")

    def _add_serve(self) -> None:
        serve = self._add(
            "serve", "answer laptops until it is stopped", "serve --listen 127.0.0.1:8470"
        )
        serve.add_argument(
            "--listen",
            default="127.0.0.1:8470",
            metavar="HOST:PORT",
            help="where to listen (default: 127.0.0.1:8470); elsewhere only with TLS or a proxy",
        )
        serve.add_argument("--tls-cert", metavar="FILE", help="the certificate, as PEM")
        serve.add_argument("--tls-key", metavar="FILE", help="its key, as PEM")
        serve.add_argument(
            "--pin",
            action="store_true",
            help="invitations say which certificate it is: for one that no authority signed",
        )
        serve.add_argument(
            "--behind-proxy", action="store_true", help="a proxy in front of the hub has the TLS"
        )
        serve.add_argument(
            "--proxy",
            action="append",
            metavar="ADDRESS",
            help="where that proxy is (default: this computer)",
        )
        serve.add_argument("--address", metavar="URL", help="how laptops reach it, for invitations")
        serve.add_argument(
            "--read-database",
            metavar="URL",
            help="PostgreSQL: a replica from which older changes are read",
        )

    def _add_access(self) -> None:
        invite = self._add(
            "invite",
            "make an invitation for one laptop, valid for a day",
            "invite --team Kitchen --address https://hub.example.org",
        )
        _add_organisation(invite)
        _add_rights(invite)
        invite.add_argument("--role", choices=_ROLES, default="member", help="(default: member)")
        invite.add_argument(
            "--address",
            metavar="URL",
            help="how laptops reach the hub, such as https://hub.example.org",
        )
        invite.add_argument(
            "--pin",
            metavar="FILE",
            help="the hub’s certificate, if no authority signed it: laptops then trust just that",
        )
        teams = self._add("teams", "list the teams, add or rename one", "teams add Kitchen")
        _add_organisation(teams)
        _add_action(teams, ("add", "rename"), "NAME [NEW NAME]")
        devices = self._add(
            "devices",
            "list the laptops, withdraw one or change its rights",
            "devices withdraw 06ab89e1",
        )
        _add_organisation(devices)
        _add_action(devices, ("withdraw", "set"), "an id, its first few characters, or a name")
        devices.add_argument("--role", choices=_ROLES, help="with “set”: its role from now on")
        _add_rights(devices)

    def _add_data(self) -> None:
        erase = self._add(
            "erase", "erase a meeting for everybody; it can’t be undone", "erase 06ab89e1f0…"
        )
        _add_organisation(erase)
        erase.add_argument("meeting", metavar="MEETING", help="its whole id")
        erase.add_argument("--yes", action="store_true", help="don’t ask whether that is meant")
        export = self._add(
            "export",
            "write all meetings of an organization to JSON files, which “import” takes",
            "export all-meetings",
        )
        _add_organisation(export)
        export.add_argument("folder", metavar="FOLDER", help="a folder that is new or empty")


def _add_database(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--database",
        metavar="URL",
        help=f"postgresql://role@host/name or sqlite:////folder/hub.db (default: {DATABASE})",
    )
    command.add_argument(
        "--database-file",
        metavar="FILE",
        help="a file with that address, so that no password is in a list of processes",
    )


def _add_organisation(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--organisation",
        metavar="NAME",
        help="which one, if the database has several (default: the first)",
    )


def _add_rights(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--team",
        action="append",
        default=[],
        metavar="NAME",
        help="a team it writes in; may be repeated",
    )
    command.add_argument(
        "--reads",
        action="append",
        default=[],
        metavar="NAME",
        help="a team it only reads",
    )


def _add_action(command: argparse.ArgumentParser, actions: tuple[str, ...], what: str) -> None:
    command.add_argument(
        "action", nargs="?", choices=actions, help="what to do; without it, all are listed"
    )
    command.add_argument("names", nargs="*", metavar="NAME", help=what)
