"""The command line: open the window, or run a command that needs none.

Ends with 0, with 2 and one sentence on stderr, or with 130 when it was interrupted; doctor also
with 1, for a problem. Everything that takes time to import is imported by the command that uses it.
"""

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from facilitator import __version__, paths
from facilitator.cli.base.arguments import Parser, with_data_option
from facilitator.cli.base.findings import Finding, Level
from facilitator.cli.base.terminal import spell_out
from facilitator.cli.hub.parser import HubParsers
from facilitator.domain.text import printable
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.garbage_collection import collect_automatically
from facilitator.launch import Start
from facilitator.progress import Stopped

PROGRAM = "facilitator"
TROUBLED = 1
REFUSED = 2
INTERRUPTED = 130

_PAPERS = ("a4", "letter")
_PAPER = "the paper (default: that of the settings)"
_NO_NAMES = "in a file, everybody is called “Person 1”, “Person 2” and so on"

_Command = Callable[[argparse.Namespace, Path], int]
_Add = Callable[[str, _Command, str, str], argparse.ArgumentParser]
"""Adds a command: its name, what does it, a line about it, and an example of its arguments."""


def main(argv: Sequence[str] | None = None) -> None:
    """Do what the arguments say and end the process."""
    sys.exit(_run(sys.argv[1:] if argv is None else argv))


def _run(argv: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            spell_out(stream)
    chosen: str | None = None
    try:
        options, unknown = _parser().parse_known_args(argv)
        if unknown:
            options.parser.refuse_unknown(unknown)
        chosen = options.data
        command: _Command = options.command
        code = command(options, _data(chosen))
        _flush()
    except FacilitatorError as error:
        return _refuse(with_data_option(str(error), chosen))
    except (KeyboardInterrupt, Stopped):
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return 0
    except Exception as bug:  # noqa: BLE001 - told in one sentence, kept whole in a file
        return _refuse(_crash(bug, chosen))
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog=PROGRAM,
        description="Guides a team through a meeting to a plan that somebody owns.",
        epilog="Without a command it opens the home screen. Example: facilitator new",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    _add_data(parser, None)
    parser.set_defaults(command=_home, parser=parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)

    def add(name: str, command: _Command, text: str, example: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name,
            help=text,
            description=f"{text[0].upper()}{text[1:]}.",
            epilog=f"Example: {PROGRAM} {example}",
            allow_abbrev=False,
        )
        _add_data(sub, argparse.SUPPRESS)
        sub.set_defaults(command=command, parser=sub)
        return sub

    _add_meetings(add)
    _add_safety(add)
    add("doctor", _doctor, "check the data folder, the backups and this computer", "doctor")
    _add_exercises(add)
    _add_membership(add)
    _add_desktop(add)
    _add_hub(commands)
    return parser


def _add_meetings(add: _Add) -> None:
    """Add the commands for meetings."""
    meeting = "an id, its first few characters, or “latest”"
    new = add("new", _new, "begin a new meeting", "new --exercise hold-a-meeting --title Monday")
    new.add_argument(
        "--exercise", metavar="ID", help="one of those that “facilitator exercises” lists"
    )
    new.add_argument("--title", metavar="T", help="the title of the meeting")
    new.add_argument(
        "--minutes", metavar="N", help="its length in minutes (default: the exercise’s own)"
    )
    new.add_argument(
        "--team", metavar="T", help="whose meeting it is; what is usual for the team is filled in"
    )
    opened = add("open", _open, "open a meeting where you left it", "open latest")
    opened.add_argument("meeting", metavar="MEETING", help=meeting)
    listed = add("list", _command("list_meetings"), "list the meetings", "list --json")
    listed.add_argument("--json", action="store_true", help="print JSON, for other programs")
    _add_registers(add)
    _add_files_of_meetings(add, meeting)
    trash = add(
        "trash",
        _command("trash"),
        "list the deleted meetings, or restore one",
        "trash --restore 06ab89e1",
    )
    trash.add_argument(
        "--restore", metavar="MEETING", help="restore this one: an id or its first few characters"
    )
    # Its name before, which scripts may use.
    trash.add_argument("--take-back", dest="restore", help=argparse.SUPPRESS)


def _add_registers(add: _Add) -> None:
    """Add the commands that list something of all meetings."""
    promised = add(
        "actions",
        _command("actions"),
        "list what was promised in all meetings, overdue first, or write it to a file",
        'actions --open --team "Front desk"',
    )
    promised.add_argument("--open", action="store_true", help="only what is not done or dropped")
    labelled = add(
        "registers",
        _command("registers"),
        "list what was found in all meetings, and what became of it",
        "registers",
    )
    overview = add(
        "organisation",
        _command("organisation"),
        "list how the teams of your organization do, and the excuses that several share",
        "organisation --json",
    )
    overview.add_argument("--json", action="store_true", help="print JSON, for other programs")
    for listed in (promised, labelled):
        listed.add_argument("--team", metavar="T", help="only those of this team, by its name")
        listed.add_argument("--json", action="store_true", help="print JSON, for other programs")
    _add_file(promised, "pdf, docx, xlsx, csv, md, html or ics", is_needed=False)
    promised.add_argument("--without-names", action="store_true", help=_NO_NAMES)
    promised.add_argument("--paper", choices=_PAPERS, help=_PAPER)
    _add_calendar(promised, "only what is theirs, in every format")


def _add_files_of_meetings(add: _Add, meeting: str) -> None:
    """Add the commands that write a meeting to a file, and read it back."""
    export = add(
        "export",
        _export,
        "write a meeting to a file, or every meeting to one each",
        "export latest -o plan.pdf",
    )
    export.add_argument("meeting", metavar="MEETING", nargs="?", help=meeting)
    export.add_argument(
        "--all", action="store_true", help="every meeting, each to a file in the folder -o"
    )
    export.add_argument("--team", metavar="T", help="with --all: only those of this team")
    _add_file(export, "pdf, docx, xlsx, csv, md, html, ics or json")
    export.add_argument(
        "--what",
        metavar="PART",
        help="record, plan, week, poster, guide, actions or cards, as far as the format has them",
    )
    export.add_argument("--without-names", action="store_true", help=_NO_NAMES)
    _add_page(export)
    # Its name before, which scripts may use.
    export.add_argument("--poster", action="store_true", help=argparse.SUPPRESS)
    _add_calendar(export, "only what is theirs")
    bring = add(
        "import",
        _command("import_meeting"),
        "import a meeting from its JSON file",
        "import m.json",
    )
    bring.add_argument("file", metavar="FILE")
    bring.add_argument(
        "--as-copy", action="store_true", help="import it as a second meeting if it is already here"
    )


def _add_file(command: argparse.ArgumentParser, formats: str, *, is_needed: bool = True) -> None:
    """Add where a file goes, and its format."""
    command.add_argument(
        "--format", metavar="F", help=f"{formats}; without it, the ending of the file says it"
    )
    command.add_argument(
        "-o",
        "--output",
        required=is_needed,
        metavar="FILE",
        help="the file to write; an existing one is replaced",
    )


def _add_page(command: argparse.ArgumentParser) -> None:
    """Add how a page looks."""
    pages = command.add_argument_group("pages, where a format has them")
    pages.add_argument("--paper", choices=_PAPERS, help=_PAPER)
    pages.add_argument("--landscape", action="store_true", help="wide pages")
    pages.add_argument(
        "--check-columns",
        action="store_true",
        help="two empty columns beside the actions, to fill in by hand",
    )
    pages.add_argument("--no-signatures", action="store_true", help="no lines for signatures")
    pages.add_argument("--logo", metavar="FILE", help="a picture of the team, PNG or SVG")
    pages.add_argument(
        "--beside",
        action="store_true",
        help="in a record, also what came again since the last meeting of the team",
    )


def _add_calendar(command: argparse.ArgumentParser, owner: str) -> None:
    """Add what is in a calendar; `owner` is said of that option."""
    calendars = command.add_argument_group("calendars")
    calendars.add_argument("--owner", metavar="NAME", help=owner)
    calendars.add_argument(
        "--by-owner", action="store_true", help="a calendar for each owner, in the folder -o"
    )
    calendars.add_argument(
        "--as",
        dest="as_what",
        choices=("tasks", "events"),
        help="what an action is (default: tasks)",
    )


def _add_safety(add: _Add) -> None:
    """Add the commands for backups and recovery."""
    saved = add(
        "backup", _command("backup"), "make a verified copy of all meetings", "backup --to /mnt/usb"
    )
    saved.add_argument(
        "--to", metavar="DIR", help="write it to this folder instead of the backup folder"
    )
    back = add(
        "restore",
        _command("restore"),
        "list the backups, or restore one",
        "restore meetings-20261122T101500Z.db",
    )
    back.add_argument(
        "file", metavar="FILE", nargs="?", help="a backup to restore; without it, all are listed"
    )
    saving = add(
        "salvage",
        _command("salvage"),
        "recover what can be read from a damaged file",
        "salvage --to rescued",
    )
    saving.add_argument(
        "--to", metavar="DIR", help="write each meeting to a JSON file in this folder"
    )


def _add_exercises(add: _Add) -> None:
    scripts = add(
        "exercises",
        _command("exercises"),
        "list the exercises, or check the file of one",
        "exercises --check own.toml",
    )
    scripts.add_argument(
        "--check", metavar="FILE", help="check whether this file is a valid exercise"
    )
    scripts.add_argument(
        "--schema",
        action="store_true",
        help="print the JSON Schema of exercise files, for an editor that checks as one types",
    )
    guide = add(
        "guide",
        _guide,
        "write the facilitator’s guide to a PDF",
        "guide hold-a-meeting guide.pdf",
    )
    guide.add_argument(
        "exercise", metavar="EXERCISE", nargs="?", help="the id of an exercise; all without it"
    )
    guide.add_argument(
        "file", metavar="FILE", help="the file to write; an existing one is replaced"
    )


def _add_membership(add: _Add) -> None:
    """Add the commands of a laptop that shares."""
    joining = add(
        "join",
        _membership("join"),
        "share with an organization: join with an invitation",
        "join https://hub.example.org/#CODE --name 'Front desk'",
    )
    joining.add_argument("invitation", metavar="INVITATION", help="what you were sent, all of it")
    joining.add_argument("--name", metavar="N", help="what people call this laptop")
    joining.add_argument(
        "--teams",
        metavar="THEIRS=OURS,…",
        help="which team of the organization is which one here, where their names differ",
    )
    add("leave", _membership("leave"), "stop sharing; everything stays here", "leave")
    syncing = add(
        "sync",
        _membership("sync"),
        "share without a window, until you press Ctrl+C",
        "sync --once",
    )
    syncing.add_argument("--once", action="store_true", help="send and read what there is, and end")


def _add_desktop(add: _Add) -> None:
    entry = add(
        "install-desktop",
        _install_desktop,
        "add Facilitator to the applications menu (Linux)",
        "install-desktop",
    )
    entry.add_argument("--remove", action="store_true", help="remove it from the menu")


def _add_hub(commands: "argparse._SubParsersAction[Parser]") -> None:
    text = "share the meetings of an organization: run its hub"
    hub = commands.add_parser(
        "hub",
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=f"Example: {PROGRAM} hub serve --database sqlite:////srv/hub.db",
        allow_abbrev=False,
    )
    HubParsers(hub, _hub_command).add_all()


def _add_data(parser: argparse.ArgumentParser, default: str | None) -> None:
    text = f"the folder of the meetings (default: {paths.DATA_VARIABLE}, or the system's own place)"
    parser.add_argument("--data", metavar="DIR", default=default, help=text)


def _data(chosen: str | None) -> Path:
    if chosen == "":
        raise InputRefusedError("--data needs a folder; nothing was done.")
    try:
        data = paths.data_folder(chosen)
    except (OSError, RuntimeError, ValueError) as error:
        raise InputRefusedError(
            f"The folder “{chosen or os.environ.get(paths.DATA_VARIABLE, '')}” for the meetings "
            f"cannot be found; nothing was done. Choose another one with --data."
        ) from error
    return data


def _command(name: str) -> _Command:
    def command(options: argparse.Namespace, data: Path) -> int:
        from facilitator.cli import commands

        return _print(getattr(commands, name), options, data)

    return command


def _membership(name: str) -> _Command:
    def command(options: argparse.Namespace, data: Path) -> int:
        from facilitator.cli import membership

        return _print(getattr(membership, name), options, data)

    return command


def _print(
    command: Callable[[argparse.Namespace, Path], Iterable[str]],
    options: argparse.Namespace,
    data: Path,
) -> int:
    """Run a command and print its lines."""
    paths.check_data_folder(data)
    return _print_lines(command(options, data))


def _print_lines(lines: Iterable[str]) -> int:
    for line in lines:
        _say(line)
    return 0


def _export(options: argparse.Namespace, data: Path) -> int:
    from facilitator.cli.export import export

    return _print(export, options, data)


def _guide(options: argparse.Namespace, data: Path) -> int:
    from facilitator.cli.guide import guide

    return _print(guide, options, data)


def _doctor(options: argparse.Namespace, data: Path) -> int:
    from facilitator.cli.doctor import examine

    paths.check_data_folder(data)
    return _print_findings(examine(data, datetime.now(UTC)), options.data)


def _hub_command(name: str) -> _Command:
    def command(options: argparse.Namespace, data: Path) -> int:
        if name == "doctor":
            from facilitator.cli.hub.doctor import examine

            return _print_findings(examine(options), None)
        from facilitator.cli.hub.commands import COMMANDS

        return _print_lines(COMMANDS[name](options))

    return command


def _print_findings(findings: Iterable[Finding], chosen: str | None) -> int:
    troubled = False
    for finding in findings:
        _say(with_data_option(str(finding), chosen))
        troubled |= finding.level is Level.PROBLEM
    return TROUBLED if troubled else 0


def _install_desktop(options: argparse.Namespace, data: Path) -> int:
    from facilitator.cli.desktop_entry import install, remove

    for line in remove() if options.remove else install(options.data):
        _say(line)
    return 0


def _home(options: argparse.Namespace, data: Path) -> int:
    return _show(data, Start("home"))


def _new(options: argparse.Namespace, data: Path) -> int:
    minutes = None
    if options.exercise is not None or options.minutes is not None:
        from facilitator.cli.commands import check_exercise, checked_minutes

        paths.check_data_folder(data)
        exercise = check_exercise(options.exercise, data)
        minutes = checked_minutes(options.minutes, exercise)
    wanted = Start(
        "new",
        exercise=options.exercise,
        title=options.title,
        minutes=minutes,
        team=options.team,
    )
    return _show(data, wanted)


def _open(options: argparse.Namespace, data: Path) -> int:
    from facilitator.cli.commands import resolved
    from facilitator.cli.display_check import check_display

    if _handed_over(data, Start("open", meeting=options.meeting)):
        return 0
    check_display()
    return _open_window(data, Start("open", meeting=resolved(options.meeting, data)))


def _show(data: Path, start: Start) -> int:
    return 0 if _handed_over(data, start) else _open_window(data, start)


def _handed_over(data: Path, start: Start) -> bool:
    """Hand a start over to the window that has these meetings open; return whether there is one."""
    from facilitator.storage.folder.window_marker import read_window_info, runs_here

    holder = read_window_info(data)
    if holder is None or not runs_here(holder):
        return False
    try:
        from facilitator.ui.desktop.single_instance import hand_over
    except ImportError:
        # Opening the window will say what is missing.
        return False
    return hand_over(data, start, holder)


def _open_window(data: Path, start: Start) -> int:
    # What is loaded now stays: looking for garbage in it would take a tenth of the start. The
    # window starts to do so once it is shown.
    gc.disable()
    try:
        return _window()(data, start)
    finally:
        collect_automatically()


def _window() -> Callable[[Path, Start], int]:
    """Return the function that shows the window. Raises FacilitatorError if none can be shown."""
    from facilitator.cli.display_check import cannot_load, check_display

    check_display()
    try:
        from facilitator.ui.app.application import run
    except ImportError as error:
        lacking = cannot_load(error)
        if lacking is None:
            raise
        raise lacking from error
    return run


def _say(line: str) -> None:
    try:
        print(printable(line))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _cannot_say(error) from error


def _flush() -> None:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _cannot_say(error) from error


def _cannot_say(error: OSError) -> InputRefusedError:
    _drop_output()
    reason = (error.strerror or "unknown reason").lower()
    return InputRefusedError(
        f"The output could not be written ({reason}); the meetings are safe. Send it elsewhere "
        f"and try again."
    )


def _drop_output() -> None:
    """Discard what is still to be printed: nothing reads it, and it must not fail at the exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse(sentence: str) -> int:
    with suppress(OSError):
        print(printable(sentence), file=sys.stderr, flush=True)
    return REFUSED


def _crash(bug: Exception, chosen: str | None) -> str:
    """Write the report of a bug and return the sentence that tells of it."""
    from facilitator.crash_report import CrashLog, describe

    what = f"Facilitator hit a bug ({type(bug).__name__}); what was saved is safe"
    try:
        log = CrashLog(paths.data_folder(chosen))
    except (FacilitatorError, OSError, RuntimeError, ValueError):
        return f"{what}. Please try again."
    if not log.append(describe(bug)):
        return f"{what}. Please try again."
    return f"{what}. Please try again, and pass on the report in {log.file}."
