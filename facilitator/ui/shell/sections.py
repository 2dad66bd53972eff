"""The sections of home: meetings, promises, over time, search; one of them is shown."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.shell.section_bar import Section, SectionBar


class SectionScreen(Protocol):
    """A feature whose screen is a section."""

    @property
    def screen(self) -> QWidget:
        """The screen that is shown below the bar."""

    def enter(self) -> None:
        """Show what there is now, and give the keyboard to its beginning; the screen is shown."""


class Sections(QObject):
    """Which section is shown, and the bar above them; a screen is made when it is first shown."""

    shown = Signal(Section)
    """A section was chosen and is on the screen now."""
    team_requested = Signal()
    """Another team is to be chosen."""

    def __init__(
        self,
        shell: MainWindow,
        home: QWidget,
        may_leave: Callable[[], bool],
        ensure_available: Callable[[], bool],
    ) -> None:
        """Create the bar; `home` is the screen of the meetings, which the window has already.

        `may_leave` commits unfinished text, and returns False when it can't; `ensure_available`
        returns whether the meetings can be read, else it shows what can be done.
        """
        super().__init__(shell)
        self._shell = shell
        self._may_leave = may_leave
        self._ensure_available = ensure_available
        self._screens: dict[Section, Lazy[SectionScreen]] = {}
        self._screens_added: dict[QWidget, Section] = {home: Section.MEETINGS}
        self._is_inviting = True
        self.last = Section.MEETINGS
        """The section that is shown, or was before a meeting or a form came over it."""
        self.bar = SectionBar()
        shell.set_section_bar(self.bar)
        self.bar.section_chosen.connect(self.show)
        self.bar.team_requested.connect(self.team_requested)
        self.bar.left.connect(self._focus_screen)
        shell.stack.currentChanged.connect(self._on_screen_changed)
        self._on_screen_changed()

    def add(self, section: Section, make: Callable[[], SectionScreen]) -> Lazy[SectionScreen]:
        """Add a section; `make` makes its screen when it is first shown."""
        made = self._screens[section] = Lazy(make)
        self._show_bar()
        self._shell.free_keys()
        return made

    def remove(self, section: Section) -> None:
        """Take a section away; where it is shown, the meetings are shown."""
        made = self._screens.pop(section, None)
        if made is None:
            return
        if self.current is section:
            self.show(Section.MEETINGS)
        self.last = Section.MEETINGS if self.last is section else self.last
        if made.made is not None and made.made.screen in self._screens_added:
            del self._screens_added[made.made.screen]
            self._shell.remove_screen(made.made.screen)
        self._show_bar()

    @property
    def current(self) -> Section | None:
        """The section that is on the screen; None when something else is."""
        shown = self._shell.screen_shown
        return self._screens_added.get(shown) if shown is not None else None

    def invite(self, inviting: bool) -> None:
        """Hide the ways to the sections, or show them: without a meeting they hold nothing.

        Where one of them is shown all the same, by its key, the ways back are shown too.
        """
        if inviting is not self._is_inviting:
            self._is_inviting = inviting
            self._show_bar()

    def show(self, section: Section) -> None:
        """Show a section as it is now, unless unfinished text can't be committed."""
        if not self._may_leave():
            return
        if section is not Section.MEETINGS and not self._ensure_available():
            return
        self.last = section
        if section is Section.MEETINGS:
            self._shell.show_home()
        elif (lazy := self._screens.get(section)) is not None:
            made = lazy()
            if made.screen not in self._screens_added:
                self._screens_added[made.screen] = section
                self._shell.add_screen(made.screen)
            self._shell.show_screen(made.screen)
            made.enter()
        self.shown.emit(section)

    def show_team(self, name: str, *, any_choice: bool) -> None:
        """Show the name of the chosen team, "" for all teams."""
        self.bar.show_team(name, any_choice=any_choice)

    def commands(self) -> list[Command]:
        """Return the commands that show a section, and the one that chooses a team."""
        found = [
            section.spec.bind(partial(self.show, section), works=partial(self._may_show, section))
            for section in Section
            # The key of the search works in a meeting as well, where it is another one.
            if section is not Section.SEARCH
        ]
        choice = catalog.CHOOSE_TEAM.bind(self.team_requested.emit, works=self._is_here)
        return [*found, choice]

    def _is_here(self) -> bool:
        return self.current is not None

    def _may_show(self, section: Section) -> bool:
        return self._is_here() and self._has(section)

    def _has(self, section: Section) -> bool:
        return section is Section.MEETINGS or section in self._screens

    def _on_screen_changed(self) -> None:
        current = self.current
        if current is not None:
            self.last = current
        self.bar.setVisible(current is not None)
        self._show_bar()

    def _show_bar(self) -> None:
        there = [each for each in Section if self._has(each)]
        is_hidden = len(there) < 2 or (self._is_inviting and self.current is Section.MEETINGS)
        self.bar.show_sections([] if is_hidden else there, self.current)

    def _focus_screen(self) -> None:
        screen, current = self._shell.screen_shown, self.current
        if current is Section.MEETINGS:
            self._shell.focus_home()
        elif screen is not None and current is not None:
            self._screens[current]().enter()
