"""What somebody asks of an export on the command line: checked before anything is written."""

import argparse
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from facilitator import paths
from facilitator.cli.base.arguments import listed
from facilitator.domain.text import fold, shortened
from facilitator.errors import InputRefusedError
from facilitator.export import phrases
from facilitator.export.files import is_reserved
from facilitator.export.options import What
from facilitator.export.paper import Paper
from facilitator.export.writers.choices import APPLIES, Choice, applies
from facilitator.export.writers.formats import WRITERS, Format
from facilitator.settings import load_settings

NOTHING = "nothing was written"
MOST_NAMED = 10
"""Owners that a sentence names."""
_OTHER_ENDINGS = {"markdown": Format.MARKDOWN, "htm": Format.HTML, "ical": Format.ICS}
_FOREIGN_ENDINGS = frozenset(
    ("doc", "odt", "rtf", "xls", "ods", "ppt", "pptx", "xml", "zip", "png", "svg", "jpg", "jpeg")
)
"""Of files that programs would take for something else than any of ours."""
OPTIONS: Mapping[str, tuple[str, Choice]] = {
    "--paper": ("paper", Choice.PAPER),
    "--landscape": ("landscape", Choice.LAYOUT),
    "--check-columns": ("check_columns", Choice.CHECK_COLUMNS),
    "--no-signatures": ("no_signatures", Choice.SIGNATURES),
    "--logo": ("logo", Choice.LOGO),
    "--without-names": ("without_names", Choice.NAMES),
    "--beside": ("beside", Choice.BESIDE),
    "--owner": ("owner", Choice.CALENDAR),
    "--by-owner": ("by_owner", Choice.CALENDAR),
    "--as": ("as_what", Choice.CALENDAR),
}
"""Each option with the name of its value, and the choice that it makes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written, and where."""

    fmt: Format
    what: What
    path: Path


def check_export(options: argparse.Namespace) -> Wanted:
    """Return what an export is to write. Raises InputRefusedError where that can't be done."""
    to_folder = options.all or options.by_owner
    fmt = format_of(options, WRITERS, to_folder=to_folder)
    what = _what(options, fmt)
    _check_options(options, fmt, what)
    _check_together(options)
    path = Path(options.output)
    return Wanted(fmt, what, path if to_folder else with_ending(path, fmt))


def format_of(
    options: argparse.Namespace, formats: Iterable[Format], *, to_folder: bool = False
) -> Format:
    """Return the format that is asked for, or that the ending of the file says.

    Raises InputRefusedError, also for a file whose ending is that of another format.
    """
    can_be = list(formats)
    if options.output in ("", "-"):
        what = "folder" if to_folder else "file"
        raise InputRefusedError(f"-o needs the name of a {what}; {NOTHING}.")
    told = None if to_folder else _ending_of(Path(options.output))
    # Nothing but a calendar is for one owner each.
    typed = options.format or (Format.ICS if options.by_owner else told)
    if options.format is None and typed is None:
        where = "" if to_folder else f", or a name with an ending, such as “-o plan.{can_be[0]}”"
        raise InputRefusedError(
            f"The format isn’t known; {NOTHING}. Add “--format {can_be[0]}”{where}."
        )
    fmt = _known(typed) if typed else None
    if fmt is None or fmt not in can_be:
        names = listed(can_be, "or")
        raise InputRefusedError(
            f"--format can be {names}, not “{shortened(options.format or typed or '')}”; {NOTHING}."
        )
    if told is not None and told != fmt:
        name = shortened(Path(options.output).name)
        raise InputRefusedError(
            f"“{name}” would be taken for {told.upper()}, but --format {fmt} is asked for; "
            f"{NOTHING}. Change one of them."
        )
    return fmt


def with_ending(path: Path, fmt: Format) -> Path:
    """Return where a file goes: one without an ending gets that of its format.

    But for one that is there: it is to be replaced. Raises InputRefusedError for a folder.
    """
    with suppress(OSError, ValueError):
        if path.is_dir():
            raise InputRefusedError(
                f"{path} is a folder; {NOTHING}. Add the name of a file, such as "
                f"“-o {path / 'plan'}.{fmt}”."
            )
    if os.name == "nt" and is_reserved(path.name):
        raise InputRefusedError(
            f"“{path.name}” is a name that Windows keeps for itself; {NOTHING}. Choose another one."
        )
    if path.suffix or path.name.strip(".") == "" or _is_there(path):
        return path
    return path.with_name(f"{path.name.rstrip('.')}.{fmt}")


def chosen_owner(typed: str, owners: Sequence[str]) -> str:
    """Return an owner as the others know them. Raises InputRefusedError, naming those there are."""
    known = {fold(name): name for name in owners}
    if fold(typed) not in known:
        names = ", ".join(f"“{shortened(name)}”" for name in owners[:MOST_NAMED])
        more = ", …" if len(owners) > MOST_NAMED else ""
        who = f" These have one: {names}{more}." if owners else ""
        raise InputRefusedError(f"“{shortened(typed)}” has no action here; {NOTHING}.{who}")
    return known[fold(typed)]


def paper_of(options: argparse.Namespace, data: Path) -> Paper:
    """Return the paper that is asked for, else that of the settings."""
    return Paper((options.paper or load_settings(paths.settings_file(data)).paper).lower())


def day_text(fmt: Format) -> phrases.DayText:
    """Return what writes the days of a plan: as the locale does, where Qt can be loaded.

    Calendars and JSON write no day in words.
    """
    if fmt not in (Format.ICS, Format.JSON):
        with suppress(ImportError):
            from facilitator.ui.base import dates

            return dates.day
    return phrases.day_in_english


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _ending_of(path: Path) -> str | None:
    """Return the format that a file of that name is taken for, None for no known one."""
    ending = path.suffix[1:].lower()
    ending = _OTHER_ENDINGS.get(ending, ending)
    return ending if _known(ending) or ending in _FOREIGN_ENDINGS else None


def _known(name: str) -> Format | None:
    with suppress(ValueError):
        return Format(name.lower())
    return None


def _what(options: argparse.Namespace, fmt: Format) -> What:
    """Return the part that is asked for, or the usual one. Raises InputRefusedError."""
    whats = WRITERS[fmt].whats
    if options.poster and options.what not in (None, What.POSTER):
        raise InputRefusedError(
            f"--poster and --what {options.what} don’t go together; {NOTHING}. "
            "Leave one of them out."
        )
    typed = What.POSTER if options.poster else options.what
    if typed is None:
        return whats[0]
    with suppress(ValueError):
        what = What(typed.lower())
        if what in whats:
            return what
        formats = [str(each) for each, writer in WRITERS.items() if what in writer.whats]
        if formats:
            raise InputRefusedError(
                f"--what {what} is for --format {listed(formats, 'or')}; {NOTHING}. "
                f"As {fmt} there is {listed(whats, 'or')}."
            )
    raise InputRefusedError(
        f"--what can be {listed(whats, 'or')} for --format {fmt}, not “{shortened(typed)}”; "
        f"{NOTHING}."
    )


def _check_options(options: argparse.Namespace, fmt: Format, what: What) -> None:
    """Raise InputRefusedError for an option that would make no difference."""
    for name, (value, choice) in OPTIONS.items():
        if getattr(options, value) in (None, False) or applies(choice, fmt, what):
            continue
        formats = [each for each in APPLIES[choice] if each in WRITERS]
        whats = APPLIES[choice].get(fmt, ())
        parts: Sequence[str] = [each for each in WRITERS[fmt].whats if each in whats]
        can = f"--what {listed(parts, 'or')}" if parts else f"--format {listed(formats, 'or')}"
        raise InputRefusedError(f"{name} is for {can}; {NOTHING}.")


def _check_together(options: argparse.Namespace) -> None:
    """Raise InputRefusedError where what is asked for does not go together."""
    if options.all and options.meeting is not None:
        raise InputRefusedError(
            f"--all writes every meeting, so “{shortened(options.meeting)}” can’t be one of them; "
            f"{NOTHING}. Leave one of them out."
        )
    if not options.all and options.meeting is None:
        raise InputRefusedError(
            f"Say which meeting is meant, such as “latest”, or --all for every one; {NOTHING}."
        )
    if options.team is not None and not options.all:
        raise InputRefusedError(f"--team is for --all; {NOTHING}.")
    apart = (
        ("--owner", options.owner is not None),
        ("--by-owner", options.by_owner),
        ("--without-names", options.without_names),
    )
    both = [name for name, is_given in apart if is_given]
    if len(both) > 1:
        raise InputRefusedError(
            f"{both[0]} and {both[1]} don’t go together; {NOTHING}. Leave one of them out."
        )
    if options.all and options.by_owner:
        raise InputRefusedError(
            f"--all and --by-owner don’t go together; {NOTHING}. "
            "“facilitator actions --format ics --by-owner” has the actions of all meetings."
        )
