"""The search over all meetings: as one types, what was said anywhere, and the way to it."""

from collections.abc import Callable, Sequence
from functools import cache, partial

from PySide6.QtCore import QObject, Signal

from facilitator.domain.chain.chain import parent_item
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import EarlierAction
from facilitator.domain.search import Hit, HitKind, SearchQuery, SearchResults
from facilitator.domain.text import shortened
from facilitator.errors import FacilitatorError
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.search import hit_cards
from facilitator.ui.search.filter_choice import FilterChoice
from facilitator.ui.search.search_screen import SearchScreen
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

SLOW_MS = 400
"""After which it says that it is searching."""
LONGEST_WORDS = 60
"""Characters of what was typed in a sentence."""


class Search(QObject):
    """What is typed is searched in the order of the keys; the last key decides what is shown."""

    place_chosen = Signal(str, str)
    """Ids of a meeting and of an item in it; empty for the meeting itself."""
    team_requested = Signal()
    """Another team is to be chosen."""
    left = Signal(str)
    """With the id of the meeting that the search was begun in; empty for none."""

    def __init__(
        self, workspace: Workspace, shell: MainWindow, any_meetings: Callable[[], bool]
    ) -> None:
        """Create it; `any_meetings` tells whether there is anything to search."""
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._any_meetings = any_meetings
        self._tasks = Tasks(self)
        self._asked: SearchQuery | None = None
        """The query that the store has not answered yet."""
        self._answered: SearchQuery | None = None
        """The query whose hits are shown."""
        self._hits: dict[str, Hit] = {}
        self._opens_first = False
        """Whether Enter was pressed before the hits were there."""
        self._begun = False
        """Whether words were typed for it elsewhere, which go on being typed here."""
        self._opened = ""
        """The key of the hit that was opened last."""
        self._came_from = ""
        self.screen = SearchScreen()
        self.filters = FilterChoice(workspace, shell)
        self._slow = single_shot(self, SLOW_MS, self._show_slow)
        self._wire()

    def _wire(self) -> None:
        screen, workspace = self.screen, self._workspace
        screen.words_changed.connect(self._on_words_changed)
        screen.submitted.connect(self._on_submitted)
        screen.hit_chosen.connect(self._on_hit_chosen)
        screen.filter_requested.connect(self.filters.ask)
        screen.filters_cleared.connect(self.filters.clear)
        screen.again_requested.connect(self._on_again_requested)
        screen.left.connect(self._on_left)
        self.filters.changed.connect(self._on_filters_changed)
        self.filters.team_requested.connect(self.team_requested)
        workspace.store_service.reopened.connect(self._on_reopened)

    # Showing it

    def begin(self, typed: str = "", came_from: str = "") -> None:
        """Get ready to be shown with what was typed elsewhere; `came_from` is a meeting's id."""
        self._set_way_back(came_from)
        if typed:
            self._begun = True
            self.screen.set_typed(typed)

    def _set_way_back(self, came_from: str) -> None:
        self._came_from = came_from
        self.screen.set_way_back(tr("back to the meeting") if came_from else tr("meetings"))

    def enter(self) -> None:
        """Search once more what is in the field, and give the keyboard to it."""
        self._answered = None
        self.screen.show_filters(self.filters.chosen)
        if self._opened and self._opened in self._hits:
            self.screen.list.setFocus()
        elif self._begun:
            self.screen.words.setFocus()
        else:
            self.screen.focus_words()
        self._begun = False
        self._search()

    def _on_left(self) -> None:
        came_from, self._opened = self._came_from, ""
        self._set_way_back("")
        self.left.emit(came_from)

    # The search itself

    @property
    def is_answered(self) -> bool:
        """Whether what is shown is the answer to what is asked for now."""
        return self._asked is None and self._answered == self._query()

    def _query(self) -> SearchQuery:
        """Return what is asked for now."""
        return self.filters.query(self.screen.typed)

    def _on_words_changed(self) -> None:
        self._opens_first = False
        self._opened = ""
        self._search()

    def _search(self) -> None:
        """Ask the store, unless it still answers: then it is asked as soon as it has."""
        query = self._query()
        if not query.words and not self.filters.is_asking:
            self._answered = query
            self._hits = {}
            self._slow.stop()
            self.screen.show_answer(self._invitation())
            return
        if self._asked is not None:
            return
        if self._workspace.store.closed:
            self._on_failed(query, None)
            return
        self._asked = query
        self._slow.start()
        task = self._tasks.follow(self._workspace.store.search(query))
        task.on_success(partial(self._on_found, query))
        task.on_error(partial(self._on_failed, query))
        task.on_done(self._on_done)

    def _on_done(self) -> None:
        asked, self._asked = self._asked, None
        self._slow.stop()
        if asked != self._query():
            self._search()

    def _on_found(self, query: SearchQuery, results: SearchResults) -> None:
        """Show the hits, unless something else was typed since."""
        if query != self._query():
            return
        self._answered = query
        self._hits = {f"{hit.meeting}/{hit.item}": hit for hit in _each_once(results.hits)}
        hits, keys = self._hits, list(self._hits)
        listed = len(results.hits) if results.more else len(keys)
        count = hit_cards.count_text(listed, more=results.more)
        if keys:

            @cache
            def content_of(key: str) -> CardContent:
                return hit_cards.hit_content(hits[key], query.text)

            self.screen.show_hits(keys, content_of, count, self._opened)
        else:
            count = self._nothing_found()
            self.screen.show_answer(count, clear=self._is_narrowed)
        announce(self.screen, count)
        if self._opens_first and keys:
            self._on_hit_chosen(keys[0])
        self._opens_first = False

    def _on_failed(self, query: SearchQuery, error: FacilitatorError | None) -> None:
        if query == self._query():
            said = tr("The meetings can’t be read right now.")
            self._answered = None
            self._hits = {}
            self.screen.show_trouble(f"{said} {error}" if error is not None else said)
            announce(self.screen, said)

    def _show_slow(self) -> None:
        self.screen.show_progress(tr("Searching…"))

    def _on_again_requested(self) -> None:
        if self._workspace.ensure_available():
            self._search()

    def _on_reopened(self) -> None:
        if self._is_shown:
            self._search()

    @property
    def _is_shown(self) -> bool:
        return self._shell.screen_shown is self.screen

    # What is said where there are no hits

    @property
    def _has_meetings(self) -> bool:
        """Whether there is anything to search: the list may not be read yet."""
        return bool(self._came_from) or self._any_meetings()

    @property
    def _is_narrowed(self) -> bool:
        return bool(self.filters.chosen)

    def _invitation(self) -> str:
        if not self._has_meetings:
            return tr(
                "No meetings yet. Once you have held one, you can find here what was said in it."
            )
        return tr(
            "Type a word or part of one. The search covers the titles of your meetings, cards and "
            "themes, excuses, origins, strategies, promises and what became of them, statements "
            "and parked items."
        )

    def _nothing_found(self) -> str:
        if not self._has_meetings:
            return self._invitation()
        words = shortened(self.screen.typed, LONGEST_WORDS)
        if not words:
            said = tr("Nothing found with these filters.")
        elif self._is_narrowed:
            said = tr("Nothing found for “{words}” with these filters.", words=words)
        else:
            said = tr("Nothing found for “{words}” in all your meetings.", words=words)
        left_out = tr("Cards that are still hidden and meetings in the trash are not searched.")
        return f"{said} {left_out}"

    # Choosing a hit

    def _on_submitted(self) -> None:
        if self._answered != self._query():
            # Typed and sent off at once: the hits are on their way.
            self._opens_first = bool(self._query().words)
        elif self.screen.list.selected_id in self._hits:
            self._on_hit_chosen(str(self.screen.list.selected_id))
        else:
            announce(self.screen, self.screen.answer.text())

    def _on_hit_chosen(self, key: str) -> None:
        hit = self._hits[key]
        self._opened = key
        # From there on one comes back to what was found, and from that to the meetings.
        self._set_way_back("")
        if not hit.is_journal:
            self.place_chosen.emit(hit.meeting, hit.item)
            return
        # Said between meetings: the place is the promise in the meeting it was made in.
        task = self._tasks.follow(self._workspace.store.load(hit.meeting))
        task.on_success(partial(self._on_journal, hit)).on_error(self._workspace.report_error)

    def _on_journal(self, hit: Hit, journal: Meeting) -> None:
        above = journal.find(hit.item)
        while above is not None and not isinstance(above, EarlierAction):
            above = parent_item(journal, above)
        # Whoever has left the search meanwhile stays where that led.
        if above is not None and self._is_shown:
            self.place_chosen.emit(above.meeting, above.action)

    # The filters

    def _on_filters_changed(self) -> None:
        self.screen.show_filters(self.filters.chosen)
        if self._is_shown:
            self._search()

    def finish(self) -> None:
        """Let go of what is still asked: the window closes."""
        self._slow.stop()
        self._tasks.finish()


def _each_once(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without the verdicts whose words are listed as an excuse as well."""
    excuses = {(hit.meeting, hit.text) for hit in hits if hit.kind is HitKind.EXCUSE}
    verdict = HitKind.VERDICT
    return [
        hit for hit in hits if hit.kind is not verdict or (hit.meeting, hit.text) not in excuses
    ]
