"""The actions of all meetings as files, as the command `actions` writes them."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from facilitator.cli.base.arguments import listed
from facilitator.cli.base.terminal import shown
from facilitator.cli.export_choices import (
    NOTHING,
    chosen_owner,
    day_text,
    format_of,
    paper_of,
    with_ending,
)
from facilitator.cli.export_files import ExportFolder, told
from facilitator.domain.follow_up.register import ActionEntry, by_owner
from facilitator.domain.text import shortened
from facilitator.errors import InputRefusedError
from facilitator.export.files import EmptyExportError, file_name
from facilitator.export.options import Options, What
from facilitator.export.promises import sentences
from facilitator.export.writers.all_actions import WRITERS, export_actions
from facilitator.export.writers.choices import APPLIES, Choice, applies
from facilitator.export.writers.formats import Format
from facilitator.storage.protected_files import check_target

_ALONE = ("format", "owner", "as_what", "paper", "by_owner", "without_names")
"""Options that need a file to be written to."""


def check_actions(options: argparse.Namespace) -> Format | None:
    """Return the format of the file that is wanted, None for a list on the screen.

    Raises InputRefusedError where that can't be written.
    """
    if options.output is None:
        given = next((name for name in _ALONE if getattr(options, name)), None)
        if given is not None:
            name = "as" if given == "as_what" else given.replace("_", "-")
            raise InputRefusedError(f"--{name} is for a file; {NOTHING}. Add “-o FILE”.")
        return None
    if options.json:
        raise InputRefusedError(
            f"--json and -o don’t go together; {NOTHING}. Leave one of them out."
        )
    fmt = format_of(options, WRITERS, to_folder=options.by_owner)
    for name, is_given in (("as", options.as_what), ("by-owner", options.by_owner)):
        if is_given and fmt is not Format.ICS:
            raise InputRefusedError(f"--{name} is for --format ics; {NOTHING}.")
    if options.paper and not applies(Choice.PAPER, fmt, What.RECORD):
        formats = listed([each for each in APPLIES[Choice.PAPER] if each in WRITERS], "or")
        raise InputRefusedError(f"--paper is for --format {formats}; {NOTHING}.")
    if options.without_names and (options.owner or options.by_owner):
        other = "--owner" if options.owner else "--by-owner"
        raise InputRefusedError(
            f"{other} and --without-names don’t go together; {NOTHING}. Leave one of them out."
        )
    if options.owner and options.by_owner:
        raise InputRefusedError(
            f"--owner and --by-owner don’t go together; {NOTHING}. Leave one of them out."
        )
    return fmt


def write_actions(
    options: argparse.Namespace,
    fmt: Format,
    entries: Sequence[ActionEntry],
    team: str,
    data: Path,
) -> Iterator[str]:
    """Write actions to a file, or to one for each owner. Raises FacilitatorError."""
    chosen = Options(
        today=date.today(),
        paper=paper_of(options, data),
        day_text=day_text(fmt),
        without_names=options.without_names,
        as_events=options.as_what == "events",
    )
    if options.by_owner:
        yield from _write_by_owner(fmt, entries, team, Path(options.output), chosen, data)
        return
    if options.owner is not None:
        chosen = replace(chosen, owner=chosen_owner(options.owner, _owners(entries)))
    path = with_ending(Path(options.output), fmt)
    check_target(path, data)
    with shown("Writing the file…") as progress:
        exported = export_actions(entries, team, fmt, path, chosen, progress)
    yield from told(exported)


def _write_by_owner(
    fmt: Format,
    entries: Sequence[ActionEntry],
    team: str,
    target: Path,
    chosen: Options,
    data: Path,
) -> Iterator[str]:
    folder = ExportFolder(target, data)
    owners = _owners(entries)
    lines: list[str] = []
    with shown("Writing the files…") as progress:
        for number, owner in enumerate(owners):
            progress(number, len(owners))
            path = folder.file(file_name(f"{owner} {sentences.PROMISES}", chosen.today, fmt))
            try:
                lines += told(
                    export_actions(entries, team, fmt, path, replace(chosen, owner=owner))
                )
            except EmptyExportError:
                lines.append(f"No action of “{shortened(owner)}” has a date: there is no file.")
    yield from lines


def _owners(entries: Sequence[ActionEntry]) -> list[str]:
    return [name for name in by_owner(entries) if name]
