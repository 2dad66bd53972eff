"""The commands that work on every screen."""

from collections.abc import Callable
from dataclasses import dataclass

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command

Request = Callable[[], object]
Answer = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRequests:
    """The actions behind the commands of the window."""

    new: Request
    export: Request
    poster: Request
    copy_plan: Request
    copy_markdown: Request
    preview: Request
    find: Request
    search_all: Request
    palette: Request
    menu: Request
    settings: Request
    help: Request
    guide: Request
    save_guide: Request
    full_screen: Request
    close: Request


def outside_meetings(run: WindowRequests, in_meeting: Answer) -> list[Command]:
    """Return the commands whose keys do something else in a meeting."""
    return [catalog.GUIDE.bind(run.guide, works=lambda: not in_meeting())]


def everywhere(
    run: WindowRequests, *, is_free: Answer, in_meeting: Answer, has_poster: Answer
) -> list[Command]:
    """Return the commands of every screen.

    `is_free` answers whether the screen lets something else begin, `in_meeting` whether a meeting
    is open, `has_poster` whether that has a page for the wall.
    """
    return [
        catalog.NEW_MEETING.bind(run.new, works=is_free),
        catalog.EXPORT.bind(run.export, works=in_meeting),
        catalog.EXPORT_POSTER.bind(run.poster, works=has_poster),
        catalog.COPY_PLAN.bind(run.copy_plan, works=in_meeting),
        catalog.COPY_PLAN_MARKDOWN.bind(run.copy_markdown, works=in_meeting),
        catalog.PREVIEW.bind(run.preview, works=in_meeting),
        catalog.FIND.bind(run.find, works=is_free),
        catalog.SEARCH_ALL.bind(run.search_all, works=is_free),
        catalog.PALETTE.bind(run.palette),
        catalog.MENU.bind(run.menu),
        catalog.SETTINGS.bind(run.settings),
        catalog.HELP.bind(run.help),
        catalog.SAVE_GUIDE.bind(run.save_guide),
        catalog.FULL_SCREEN.bind(run.full_screen),
        catalog.QUIT.bind(run.close),
    ]


def exercise_commands(make: Request, bring: Request, is_offered: Answer) -> list[Command]:
    """Return the commands about exercises of one's own, for the menus and the palette.

    Their keys are those of the screens that have them.
    """
    return [
        catalog.MAKE_EXERCISE.bind(make, works=is_offered, keys=()),
        catalog.IMPORT_EXERCISE.bind(bring, works=is_offered, keys=()),
    ]
