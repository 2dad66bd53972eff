"""The keys, as the help sheet lists them."""

from facilitator.ui.base.translate import tr

Section = tuple[str, tuple[tuple[str, str], ...]]
Page = tuple[tuple[Section, ...], ...]


def pages(in_meeting: bool) -> tuple[Page, ...]:
    """Page by page and there column by column: where, and there key and what it does.

    What works elsewhere alone comes last.
    """
    room: Page = ((_room(),), (_time(), _vote()), (_people(),))
    if in_meeting:
        words = (_entry_line(), _item())
        return ((_everywhere(),), words, (_stages(), _window())), room, ((_home(),),)
    home: Page = ((_home(),), (_everywhere(),), (_window(),))
    return home, ((_entry_line(), _item()), (_stages(),)), room


def _everywhere() -> Section:
    return (
        tr("Anywhere"),
        (
            ("PgDn  PgUp", tr("next, previous step")),
            ("Ctrl PgDn  PgUp", tr("next, previous stage")),
            ("Ctrl Z", tr("undo")),
            ("Ctrl Shift Z  Ctrl Y", tr("redo")),
            ("Ctrl N", tr("new meeting")),
            ("Ctrl E", tr("export the plan as PDF")),
            ("Ctrl F", tr("find")),
            ("Ctrl K", tr("what to do, by its name")),
            ("Ctrl I", tr("about this meeting")),
            ("F3", tr("what to say on this stage")),
            ("F4", tr("all at a glance")),
            ("F1", tr("all keys")),
            ("Esc", tr("back one layer")),
        ),
    )


def _entry_line() -> Section:
    return (
        tr("Entry line"),
        (
            ("Enter", tr("add")),
            ("Shift Enter", tr("new line")),
            ("Ctrl Tab  F6", tr("other column")),
            ("Ctrl ↑  Ctrl ↓", tr("which item it is for")),
            ("↑", tr("when empty: to the cards")),
            ("Ctrl V", tr("each line an item")),
            ("Alt 1–9", tr("the stage’s label or value")),
        ),
    )


def _item() -> Section:
    return (
        tr("On an item"),
        (
            ("↑ ↓ ← →", tr("select")),
            ("Enter  F2", tr("edit in place")),
            ("Del", tr("remove")),
            ("Alt ↑ ↓", tr("move in its column")),
            ("Alt ← →", tr("to the other column")),
            ("Space", tr("mark; at the end: choose")),
            ("1–9", tr("the stage’s label or value")),
            ("A–Z", tr("back to the entry line")),
        ),
    )


def _stages() -> Section:
    return (
        tr("Themes, fields, strengths"),
        (
            ("Space, name", tr("gather in a theme")),
            ("Ctrl G", tr("gather the marked")),
            ("Ctrl T", tr("put with a theme or card")),
            ("Ctrl L", tr("suggest like cards")),
            ("Ctrl Shift G", tr("split the theme")),
            ("Enter", tr("next field, then commit")),
            ("→", tr("take the words offered")),
            ("Alt 1–3", tr("take a strength")),
            ("Alt 4", tr("show more strengths")),
            ("Ctrl O", tr("form: another exercise")),
        ),
    )


def _window() -> Section:
    return (
        tr("The window"),
        (
            ("F11", tr("full screen")),
            ("Ctrl ,", tr("settings")),
            ("Ctrl Q", tr("quit; all is saved")),
        ),
    )


def _room() -> Section:
    return (
        tr("The room’s own window"),
        (
            ("F5", tr("show it, put it away")),
            ("Shift F5", tr("swap the screens")),
            ("Ctrl F5", tr("number the screens")),
            ("Ctrl B", tr("blank the room")),
            ("Ctrl Shift B", tr("freeze the room")),
            ("PgDn  PgUp", tr("there: next, previous step")),
            ("B  .", tr("there: blank the room")),
            ("Esc", tr("there: close this window")),
        ),
    )


def _time() -> Section:
    return (
        tr("The time"),
        (
            ("F9", tr("start, pause the clock")),
            ("Ctrl +  =", tr("a minute more")),
            ("Ctrl -", tr("a minute less")),
            ("Shift F9", tr("spread what is left")),
            ("Ctrl F9", tr("show the time to the room")),
        ),
    )


def _people() -> Section:
    return (
        tr("Everyone takes part"),
        (
            ("Ctrl R", tr("who takes part")),
            ("Ctrl F8", tr("ask in turn, or no more")),
            ("F8", tr("next person, skip")),
            ("Shift F8", tr("previous person")),
            ("Ctrl H", tr("write in private")),
            ("Ctrl Shift H", tr("reveal all hidden cards")),
        ),
    )


def _vote() -> Section:
    return (
        tr("A vote with dots"),
        (
            ("Ctrl D", tr("begin it, end it")),
            ("0–9", tr("on a gap: its dots")),
            ("+  −", tr("one more, one less")),
            ("Backspace", tr("take the last digit off")),
            ("Enter  ↓", tr("to the next gap")),
            ("Alt 0–9", tr("dots from the entry line")),
        ),
    )


def _home() -> Section:
    return (
        tr("Home screen"),
        (
            ("↓", tr("to the meetings")),
            ("A–Z", tr("find a meeting")),
            ("Del", tr("delete: into the trash")),
            ("Ctrl Z", tr("take back the last deleted")),
            ("Ctrl O", tr("bring in a meeting")),
            ("Ctrl B", tr("in Backups: back up now")),
        ),
    )
