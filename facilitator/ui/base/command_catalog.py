"""Every command and every key of the program, declared once.

The hint bar, the menus, the palette, the help sheet and the README's table of keys are made from
these. Their order here is their order there.
"""

from facilitator.ui.base.commands import CommandSpec, Where
from facilitator.ui.base.translate import tr_noop

_W = Where

# Home screen

BEGIN_MEETING = CommandSpec(_W.HOME, ("Enter",), help=tr_noop("hold a meeting"))
OTHER_WAYS = CommandSpec(
    _W.HOME,
    ("Tab",),
    help=tr_noop("other choices"),
    more=tr_noop("other choices: another exercise, the sample, backups, meetings"),
)
TO_MEETINGS = CommandSpec(_W.HOME, ("Down",), help=tr_noop("to the meetings"))
FIND_MEETING = CommandSpec(_W.HOME, ("A–Z",), help=tr_noop("search all meetings"))
CONTINUE = CommandSpec(
    _W.HOME,
    ("Enter",),
    tr_noop("Continue"),
    tr_noop("on a meeting: continue it"),
    also=tr_noop("open resume go on"),
)
DELETE_MEETING = CommandSpec(
    _W.HOME,
    ("Del",),
    tr_noop("Delete"),
    tr_noop("on a meeting: delete it"),
    tr_noop("on a meeting: move it to the trash, where it stays for 30 days"),
    tr_noop("remove"),
)
RESTORE_DELETED = CommandSpec(
    _W.HOME,
    ("Ctrl+Z",),
    tr_noop("Undo"),
    tr_noop("undo what you did here"),
    tr_noop("undo what you did here: a deleted meeting, a copy, a changed name"),
    tr_noop("restore the last deleted take back undelete"),
)
DUPLICATE = CommandSpec(
    _W.HOME,
    ("Ctrl+D",),
    tr_noop("Duplicate, empty boards"),
    tr_noop("duplicate a meeting"),
    tr_noop("on a meeting: duplicate it for today, with the same people and empty boards"),
    tr_noop("copy again clone same meeting"),
)
DUPLICATE_WITH_CARDS = CommandSpec(
    _W.HOME,
    ("Ctrl+Shift+D",),
    tr_noop("Duplicate with its cards"),
    tr_noop("duplicate with its cards"),
    tr_noop("on a meeting: duplicate it with the cards of both columns, and nothing else"),
    tr_noop("copy again clone board"),
)
IMPORT = CommandSpec(
    _W.HOME,
    ("Ctrl+O",),
    tr_noop("Import a meeting"),
    more=tr_noop("import a meeting from an exported JSON file; you can also drop the file here"),
    also=tr_noop("open bring in"),
)
TEAMS = CommandSpec(_W.HOME, (), tr_noop("Teams"), also=tr_noop("rename merge same team promises"))
SAME_TEAM = CommandSpec(
    _W.HOME,
    ("Ctrl+G",),
    tr_noop("The same team as…"),
    tr_noop("teams: the same as another"),
    tr_noop("in the list of teams: it is the same team as another one"),
    tr_noop("merge"),
)
DAILY_QUESTION = CommandSpec(
    _W.HOME,
    ("F7",),
    tr_noop("Go through this week’s promises"),
    tr_noop("this week’s promises"),
    tr_noop("the daily question: go through the promises of this week, progress or excuse"),
    tr_noop("daily question"),
)
MEET_NEXT = CommandSpec(
    _W.HOME,
    ("Ctrl+M",),
    tr_noop("Set up its next meeting…"),
    tr_noop("teams: set up a meeting"),
    tr_noop("in the list of teams: set up its next meeting, with what is usual filled in"),
    tr_noop("template hold begin"),
)
DROP_TEMPLATE = CommandSpec(
    _W.HOME, (), tr_noop("Forget its usual setup"), also=tr_noop("template forget")
)
JOIN_ORGANISATION = CommandSpec(
    _W.HOME,
    (),
    tr_noop("Share with an organization…"),
    also=tr_noop("join hub sync invitation laptops teams"),
)
SHARING = CommandSpec(
    _W.HOME,
    (),
    tr_noop("Sharing…"),
    also=tr_noop("organization hub sync upload leave state"),
)
ADMINISTRATION = CommandSpec(
    _W.HOME,
    (),
    tr_noop("Manage the organization…"),
    also=tr_noop("administrator invite laptops withdraw teams erase hub"),
)
CHANGE_NAME = CommandSpec(
    _W.HOME,
    (),
    tr_noop("Change a name everywhere…"),
    also=tr_noop("rename remove delete person people privacy leaves misspelled"),
)
HOME_LINK = CommandSpec(_W.HOME)
"""A link of the home screen, which gives its own name."""

# The sections of home

SHOW_MEETINGS = CommandSpec(
    _W.SECTIONS, ("Ctrl+1",), tr_noop("Meetings"), also=tr_noop("home section")
)
SHOW_PROMISES = CommandSpec(
    _W.SECTIONS,
    ("Ctrl+2",),
    tr_noop("Promises"),
    more=tr_noop("promises: what is overdue, due this week and later"),
    also=tr_noop("follow up actions overdue section"),
)
SHOW_OVER_TIME = CommandSpec(
    _W.SECTIONS, ("Ctrl+3",), tr_noop("Over time"), also=tr_noop("charts trend section")
)
SHOW_ORGANISATION = CommandSpec(
    _W.SECTIONS,
    ("Ctrl+4",),
    tr_noop("Organization"),
    more=tr_noop("organization: how its teams do, where this laptop shares with one"),
    also=tr_noop("teams overview hub section"),
)
CHOOSE_TEAM = CommandSpec(
    _W.SECTIONS,
    ("Ctrl+T",),
    tr_noop("Choose the team…"),
    tr_noop("choose the team"),
    tr_noop("choose the team that is shown, or all teams"),
    tr_noop("all teams filter"),
)

# Over time

NEXT_CHART = CommandSpec(
    _W.OVER_TIME, ("Up/Down",), help=tr_noop("go through the charts"), repeats=True
)
CHART_LARGE = CommandSpec(
    _W.OVER_TIME,
    ("Enter",),
    tr_noop("This chart large"),
    tr_noop("this chart large, or all charts"),
    also=tr_noop("zoom full screen enlarge"),
)
CHART_TABLE = CommandSpec(
    _W.OVER_TIME,
    ("T",),
    tr_noop("As a table"),
    tr_noop("as a table, or a chart"),
    also=tr_noop("numbers rows"),
)
EXPORT_CHARTS = CommandSpec(
    _W.OVER_TIME,
    ("Ctrl+E",),
    tr_noop("Export the charts"),
    tr_noop("export the charts as a PDF"),
    also=tr_noop("print save pdf"),
)

# Promises

CHOOSE_PROMISE = CommandSpec(_W.FOLLOW_UP, ("Up/Down",), help=tr_noop("select a promise"))
JUDGE_PROMISE = CommandSpec(
    _W.FOLLOW_UP,
    ("1–4",),
    help=tr_noop("what became of it"),
    more=tr_noop(
        "done, progress, excuse, dropped; D, P, E and X do the same, Space and a click on the box "
        "say done"
    ),
)
JUDGE_ENTRY = CommandSpec(
    _W.FOLLOW_UP,
    ("1–3",),
    help=tr_noop("in a register: its state"),
    more=tr_noop("on an entry of a register: still there, changed, dropped"),
)
STILL_THERE = CommandSpec(_W.FOLLOW_UP, (), tr_noop("It is still there"), also=tr_noop("register"))
RULE_CHANGED = CommandSpec(_W.FOLLOW_UP, (), tr_noop("It was changed"), also=tr_noop("register"))
RULE_DROPPED = CommandSpec(
    _W.FOLLOW_UP, (), tr_noop("It was dropped"), also=tr_noop("register abolished")
)
OPEN_PROMISE = CommandSpec(
    _W.FOLLOW_UP,
    ("Enter",),
    tr_noop("Where it was promised"),
    tr_noop("where it was promised"),
    tr_noop("open the meeting where it was promised; a double click does it too"),
    tr_noop("open meeting place"),
)
SWITCH_ORDER = CommandSpec(
    _W.FOLLOW_UP,
    ("F6",),
    tr_noop("By date or by owner"),
    also=tr_noop("order sort group person"),
)
SHOW_SETTLED = CommandSpec(
    _W.FOLLOW_UP,
    ("Ctrl+D",),
    tr_noop("Show what is done too, or only what is open"),
    tr_noop("show done ones too"),
    tr_noop("show what is done or dropped too, or only what is open"),
    tr_noop("dropped settled finished"),
)
FILTER_PROMISES = CommandSpec(
    _W.FOLLOW_UP,
    ("/",),
    tr_noop("Filter the promises"),
    tr_noop("filter; other letters too"),
    tr_noop("filter by words, a name or a meeting; other letters than D, P, E and X begin it too"),
    tr_noop("find search words"),
)
WALK_THROUGH = CommandSpec(
    _W.FOLLOW_UP,
    ("F7",),
    tr_noop("Go through this week’s promises"),
    tr_noop("go through this week’s"),
    tr_noop("only what is due this week, one after the other; Esc shows all again"),
    tr_noop("daily question"),
)
PRINT_WEEK_SHEET = CommandSpec(
    _W.FOLLOW_UP,
    ("Ctrl+P",),
    tr_noop("Print the week sheet…"),
    tr_noop("print the week sheet"),
    tr_noop("print the week sheet: progress or an excuse, day by day"),
    tr_noop("export pdf paper"),
)
PRINT_PROMISES = CommandSpec(
    _W.FOLLOW_UP,
    ("Ctrl+Shift+P",),
    tr_noop("Print the promises…"),
    tr_noop("print the promises"),
    tr_noop(
        "print the promises as they are shown, by date or a page for each owner, "
        "or write them for Excel, Word and others"
    ),
    tr_noop("export pdf paper list excel word spreadsheet csv markdown actions"),
)
MARK_PROMISES = CommandSpec(
    _W.FOLLOW_UP,
    ("Ctrl+A",),
    tr_noop("Select all promises"),
    tr_noop("select all, to copy them"),
    also=tr_noop("mark everything"),
)
COPY_PROMISE = CommandSpec(
    _W.FOLLOW_UP,
    ("Ctrl+C",),
    tr_noop("Copy the promise"),
    tr_noop("copy it"),
    tr_noop("copy the selected promise, or all of them: what, who, by when"),
    tr_noop("clipboard"),
)
UNDO_VERDICT = CommandSpec(
    _W.FOLLOW_UP,
    ("Ctrl+Z",),
    tr_noop("Undo the last verdict"),
    also=tr_noop("take back"),
    repeats=True,
)
REDO_VERDICT = CommandSpec(
    _W.FOLLOW_UP, ("Ctrl+Shift+Z", "Ctrl+Y"), tr_noop("Redo the verdict"), repeats=True
)

# Search over all meetings

GO_TO_HIT = CommandSpec(
    _W.SEARCH,
    ("Enter",),
    tr_noop("Go there"),
    tr_noop("go to where it was said"),
    also=tr_noop("open show place"),
)
NARROW_SEARCH = CommandSpec(_W.SEARCH, (), tr_noop("Filter"), also=tr_noop("filter narrow only"))
WALK_FILTERS = CommandSpec(_W.SEARCH, ("Left/Right",), help=tr_noop("along the filters"))
CLEAR_FILTER = CommandSpec(_W.SEARCH, ("Del",), help=tr_noop("on a filter: clear it"))
CLEAR_FILTERS = CommandSpec(
    _W.SEARCH,
    ("Ctrl+0",),
    tr_noop("Clear the filters"),
    also=tr_noop("reset everything all"),
)
LEAVE_SEARCH = CommandSpec(
    _W.SEARCH,
    ("Esc",),
    tr_noop("Back"),
    tr_noop("clear the words, go back"),
    tr_noop("clear the words; without words go back to where you came from"),
)

# Backups

BACK_UP = CommandSpec(_W.BACKUPS, ("Ctrl+B",), tr_noop("Back up now"))
RESTORE_BACKUP = CommandSpec(
    _W.BACKUPS, ("Enter",), tr_noop("Restore this one"), tr_noop("restore the selected one")
)
SHOW_HELD = CommandSpec(_W.BACKUPS, ("Right",), help=tr_noop("to the meetings in it"))
BACK_TO_BACKUPS = CommandSpec(_W.BACKUPS, ("Left",), help=tr_noop("back to the backups"))
CHOOSE_BACKUP_FOLDER = CommandSpec(_W.BACKUPS, (), tr_noop("Choose the backup folder"))
LEAVE_BACKUPS = CommandSpec(_W.BACKUPS, ("Esc",), tr_noop("Back"))

# The form of a new meeting

OTHER_EXERCISE = CommandSpec(_W.FORM, ("Ctrl+O",), tr_noop("Another exercise"))
USE_AS_TEMPLATE = CommandSpec(
    _W.FORM,
    ("Ctrl+S",),
    tr_noop("Use this for the next meetings"),
    tr_noop("use it for the next meetings"),
    tr_noop(
        "keep title, names, length and rules for the team’s next meetings, or stop keeping them"
    ),
    also=tr_noop("template default save"),
)
BEGIN = CommandSpec(_W.FORM, ("Enter",), help=tr_noop("begin the meeting"))
NEXT_FIELD = CommandSpec(_W.FORM, ("Tab",), help=tr_noop("next field"))

# Exercises of one's own: where they are chosen, and where one is changed

MAKE_EXERCISE = CommandSpec(
    _W.EXERCISES,
    ("Ctrl+Shift+N",),
    tr_noop("Make your own exercise"),
    tr_noop("make your own"),
    tr_noop("in the list of exercises: make your own"),
    tr_noop("new blank create write editor"),
)
CHANGE_EXERCISE = CommandSpec(
    _W.EXERCISES,
    ("F2",),
    tr_noop("Change this exercise"),
    tr_noop("change it or a copy"),
    tr_noop("in the list of exercises: change your own, or make your own from another"),
    tr_noop("edit duplicate copy own"),
)
IMPORT_EXERCISE = CommandSpec(
    _W.EXERCISES,
    ("Ctrl+O",),
    tr_noop("Import an exercise…"),
    tr_noop("import an exercise"),
    tr_noop("import an exercise from a TOML file; you can also drop the file on the home screen"),
    tr_noop("open bring in toml"),
)
SHARE_EXERCISE = CommandSpec(
    _W.EXERCISES,
    ("Ctrl+Shift+S",),
    tr_noop("Share this exercise…"),
    tr_noop("share it"),
    tr_noop("share it as a TOML file"),
    tr_noop("export save as toml"),
)
DELETE_EXERCISE = CommandSpec(
    _W.EXERCISES,
    ("Del",),
    tr_noop("Delete this exercise"),
    tr_noop("delete one of your own"),
    tr_noop("in the list of exercises: delete one of your own; its meetings keep their words"),
    tr_noop("remove"),
)
SAVE_EXERCISE = CommandSpec(
    _W.EXERCISES, ("Ctrl+S",), tr_noop("Save the exercise"), tr_noop("save")
)
ADD_PART = CommandSpec(
    _W.EXERCISES,
    ("Ctrl+Shift+N",),
    tr_noop("Add a part…"),
    tr_noop("add a part"),
    tr_noop("add a stage, a label, a question, a check, an opening, or a place at the close"),
    tr_noop("new stage insert"),
)
REMOVE_PART = CommandSpec(
    _W.EXERCISES, ("Del",), tr_noop("Remove this part"), tr_noop("remove the part")
)
PART_UP = CommandSpec(
    _W.EXERCISES, ("Alt+Up",), tr_noop("Move this part up"), tr_noop("move the part up")
)
PART_DOWN = CommandSpec(
    _W.EXERCISES, ("Alt+Down",), tr_noop("Move this part down"), tr_noop("move the part down")
)
PART_BELOW = CommandSpec(_W.EXERCISES, ("Ctrl+PgDown",), tr_noop("Next part"))
PART_ABOVE = CommandSpec(_W.EXERCISES, ("Ctrl+PgUp",), tr_noop("Previous part"))
UNDO_EDIT = CommandSpec(
    _W.EXERCISES,
    ("Ctrl+Z",),
    tr_noop("Undo"),
    tr_noop("undo; deleted text first"),
    repeats=True,
)
REDO_EDIT = CommandSpec(_W.EXERCISES, ("Ctrl+Shift+Z", "Ctrl+Y"), tr_noop("Redo"), repeats=True)
DISCARD_EDITS = CommandSpec(
    _W.EXERCISES,
    (),
    tr_noop("Discard the changes"),
    also=tr_noop("cancel revert give up"),
)
BACK_TO_PARTS = CommandSpec(_W.EXERCISES, ("Esc",), help=tr_noop("to the list of parts"))
LEAVE_EDITOR = CommandSpec(
    _W.EXERCISES,
    ("Esc",),
    help=tr_noop("back to the exercises"),
    more=tr_noop("from the list of parts: back to the exercises; unsaved changes are kept"),
)

# Lists and sheets

CHOOSE = CommandSpec(_W.LIST, ("Up/Down",), help=tr_noop("select"))
ACCEPT = CommandSpec(_W.LIST, ("Enter",), help=tr_noop("choose or confirm"))
OTHER_CHOICES = CommandSpec(_W.LIST, ("Tab",), help=tr_noop("other choices"))
TO_NAMES = CommandSpec(_W.LIST, ("Down",), help=tr_noop("from the field to the list"))
CLOSE_SHEET = CommandSpec(_W.LIST, ("Esc",), help=tr_noop("close it"))
GUIDE_PART = CommandSpec(_W.LIST, ("1–4",), help=tr_noop("in the guide: a part of it"))
GUIDE_OTHER = CommandSpec(
    _W.LIST,
    ("Left/Right",),
    help=tr_noop("in the guide: other stage"),
    more=tr_noop("in the guide: another stage, or another exercise"),
)
GUIDE_SAVE = CommandSpec(_W.LIST, ("P",), help=tr_noop("in the guide: save as PDF"))
TURN_PAGE = CommandSpec(_W.LIST, ("PgDown/PgUp",), help=tr_noop("turn the page"))
PREVIEW_ZOOM = CommandSpec(
    _W.LIST,
    ("+/-",),
    help=tr_noop("in the preview: zoom"),
    more=tr_noop("in the preview: larger, smaller; 0 shows the whole page"),
)
PREVIEW_PRINT = CommandSpec(_W.LIST, ("P",), help=tr_noop("in the preview: print"))
DELETE_ENTRY = CommandSpec(_W.LIST, ("Del",), help=tr_noop("remove the selected one"))
MOVE_ENTRY = CommandSpec(
    _W.LIST,
    ("Alt+Up/Down",),
    help=tr_noop("names: earlier, later"),
    more=tr_noop("in the list of names: earlier or later in the round"),
)

# Anywhere

NEW_MEETING = CommandSpec(_W.ANYWHERE, ("Ctrl+N",), tr_noop("New meeting"))
FIND = CommandSpec(
    _W.ANYWHERE,
    ("Ctrl+F",),
    tr_noop("Find"),
    tr_noop("find in this meeting or in all"),
    tr_noop("find: in a meeting what is in it, elsewhere in all meetings"),
    also=tr_noop("search"),
)
SEARCH_ALL = CommandSpec(
    _W.ANYWHERE,
    ("Ctrl+Shift+F",),
    tr_noop("Search all meetings"),
    also=tr_noop("find everywhere"),
)
PALETTE = CommandSpec(
    _W.ANYWHERE,
    ("Ctrl+K",),
    tr_noop("Commands"),
    tr_noop("all commands, by name"),
    tr_noop("all commands you can use now: type part of a name, Enter runs it"),
)
MENU = CommandSpec(
    _W.ANYWHERE,
    ("F10",),
    tr_noop("Menu"),
    more=tr_noop("the menu: everything you can do now"),
)
SETTINGS = CommandSpec(_W.ANYWHERE, ("Ctrl+,",), tr_noop("Settings"))
HELP = CommandSpec(_W.ANYWHERE, ("F1",), tr_noop("All keys"), also=tr_noop("help"))
GUIDE = CommandSpec(
    _W.ANYWHERE,
    ("F3",),
    tr_noop("Facilitator’s guide"),
    tr_noop("the facilitator’s guide"),
    tr_noop("the facilitator’s guide: how to run each exercise, what to say, traps"),
    tr_noop("help how to lead moderate notes silence sources studies"),
)
SAVE_GUIDE = CommandSpec(
    _W.ANYWHERE,
    (),
    tr_noop("Save the guide as PDF…"),
    also=tr_noop("print export facilitator guide notes paper"),
)
FULL_SCREEN = CommandSpec(_W.ANYWHERE, ("F11",), tr_noop("Full screen"))
QUIT = CommandSpec(
    _W.ANYWHERE,
    ("Ctrl+Q",),
    tr_noop("Quit"),
    tr_noop("quit; everything is saved"),
    tr_noop("quit; everything is saved, and a long paste finishes first"),
    tr_noop("leave exit"),
)
BACK = CommandSpec(
    _W.ANYWHERE,
    ("Esc",),
    help=tr_noop("go back"),
    more=tr_noop("go back; what you typed stays"),
)

# In a meeting

NEXT_STEP = CommandSpec(
    _W.MEETING,
    ("PgDown",),
    tr_noop("Next step"),
    more=tr_noop(
        "next step; while you ask why, that’s the next gap (a slide clicker sends this key)"
    ),
)
PREVIOUS_STEP = CommandSpec(_W.MEETING, ("PgUp",), tr_noop("Previous step"))
NEXT_STAGE = CommandSpec(_W.MEETING, ("Ctrl+PgDown",), tr_noop("Next stage"))
PREVIOUS_STAGE = CommandSpec(_W.MEETING, ("Ctrl+PgUp",), tr_noop("Previous stage"))
NEXT_PART = CommandSpec(
    _W.MEETING,
    ("Alt+PgDown",),
    tr_noop("Next part of the stage"),
    tr_noop("next part"),
    tr_noop("next part of the stage: write silently, go round, read, vote"),
    tr_noop("rhythm silent round read vote part"),
)
PREVIOUS_PART = CommandSpec(
    _W.MEETING,
    ("Alt+PgUp",),
    tr_noop("Previous part of the stage"),
    tr_noop("previous part"),
    tr_noop("previous part of the stage"),
    tr_noop("rhythm part"),
)
GO_TO_STAGE = CommandSpec(_W.MEETING, (), tr_noop("Go to a stage"), also=tr_noop("stage"))
UNDO = CommandSpec(
    _W.MEETING,
    ("Ctrl+Z",),
    tr_noop("Undo"),
    tr_noop("undo; deleted text first"),
    tr_noop("undo, across all stages; text deleted in a field comes back first"),
    repeats=True,
)
REDO = CommandSpec(_W.MEETING, ("Ctrl+Shift+Z", "Ctrl+Y"), tr_noop("Redo"), repeats=True)
EXPORT = CommandSpec(
    _W.EXPORT,
    ("Ctrl+E",),
    tr_noop("Export the plan"),
    tr_noop("export the plan"),
    tr_noop("export the plan: PDF, Word, Excel, calendar and other formats"),
    tr_noop("print save plan pdf docx xlsx csv markdown html ics json"),
)
EXPORT_POSTER = CommandSpec(
    _W.EXPORT, (), tr_noop("Export the poster"), also=tr_noop("print save wall page PDF")
)
COPY_PLAN = CommandSpec(
    _W.EXPORT,
    ("Ctrl+Shift+C",),
    tr_noop("Copy the plan"),
    tr_noop("copy the plan, for a mail"),
    tr_noop("copy the plan with its formatting, to paste it into a mail or a document"),
    tr_noop("clipboard rich text share send"),
)
COPY_PLAN_MARKDOWN = CommandSpec(
    _W.EXPORT,
    (),
    tr_noop("Copy the plan as Markdown"),
    also=tr_noop("clipboard share paste Confluence Notion GitHub wiki chat task list"),
)
PREVIEW = CommandSpec(
    _W.EXPORT,
    ("Ctrl+Shift+E",),
    tr_noop("Preview and print"),
    tr_noop("preview and print"),
    tr_noop("see the pages of the plan before they are written, and print them"),
    tr_noop("print printer paper pages look pdf"),
)
NOTES = CommandSpec(
    _W.MEETING,
    ("F3",),
    tr_noop("What to say"),
    tr_noop("what to say at this stage"),
    tr_noop("the facilitator’s guide: what to say at this stage, traps, where the rules come from"),
    tr_noop("notes guide facilitator help traps silence sources"),
)
GROUND_RULES = CommandSpec(
    _W.MEETING,
    ("Shift+F3",),
    tr_noop("Ground rules"),
    tr_noop("ground rules"),
    tr_noop("the ground rules: show them, change them"),
    tr_noop("agreement working agreements"),
)
CONFLICTS = CommandSpec(
    _W.MEETING,
    ("Ctrl+F3",),
    tr_noop("Conflicts…"),
    tr_noop("conflicts"),
    tr_noop(
        "conflicts: what was changed in two places; use the other version, or keep what counts"
    ),
    tr_noop("changed in two places shared organization organisation other room merge lost version"),
)
OVERVIEW = CommandSpec(
    _W.MEETING,
    ("F4",),
    tr_noop("Overview"),
    tr_noop("overview: all cards"),
    tr_noop("overview: all cards of the stage"),
    tr_noop("overview"),
)
BESIDE_LAST = CommandSpec(
    _W.MEETING,
    ("Shift+F4",),
    tr_noop("Beside the last meeting"),
    more=tr_noop("beside the last meeting: what came again, what moved, what is new"),
    also=tr_noop("compare previous before again changed new trend"),
)
ABOUT_MEETING = CommandSpec(
    _W.MEETING,
    ("Ctrl+I",),
    tr_noop("About this meeting"),
    more=tr_noop("title, team and names of this meeting"),
)
ALL_MEETINGS = CommandSpec(_W.MEETING, ("Esc",), tr_noop("All meetings"), also=tr_noop("home"))

# The opening slide

BEGIN_STAGES = CommandSpec(_W.OPENING, ("Enter",), help=tr_noop("begin"))
TYPE_TO_BEGIN = CommandSpec(
    _W.OPENING,
    ("A–Z",),
    help=tr_noop("begin with what you type"),
    more=tr_noop("begin the next stage: what you type is on its entry line"),
)
WHO_IS_HERE = CommandSpec(
    _W.OPENING,
    ("1–9",),
    help=tr_noop("tick who is here"),
    more=tr_noop("tick a kind of people who are here; again to untick it"),
)

# The clock

START_OR_PAUSE = CommandSpec(
    _W.CLOCK, ("F9",), tr_noop("Start or pause the clock"), also=tr_noop("time clock timer minutes")
)
MORE_TIME = CommandSpec(
    _W.CLOCK,
    ("Ctrl++", "Ctrl+="),
    tr_noop("One minute more"),
    more=tr_noop("one minute more for this stage"),
    also=tr_noop("time clock timer minutes"),
    repeats=True,
)
LESS_TIME = CommandSpec(
    _W.CLOCK,
    ("Ctrl+-",),
    tr_noop("One minute less"),
    more=tr_noop("one minute less for this stage"),
    also=tr_noop("time clock timer minutes"),
    repeats=True,
)
SHARE_OUT_TIME = CommandSpec(
    _W.CLOCK,
    ("Shift+F9",),
    tr_noop("Share out the remaining time"),
    tr_noop("share out the time left"),
    tr_noop("share out the time left"),
    also=tr_noop("time clock timer minutes spread left"),
)
SHOW_TIME = CommandSpec(
    _W.CLOCK,
    ("Ctrl+F9",),
    tr_noop("Show the time to the room"),
    also=tr_noop("time clock timer minutes"),
)
RESTART_CLOCK = CommandSpec(
    _W.CLOCK, (), tr_noop("Restart the clock"), also=tr_noop("time clock timer reset start anew")
)

# The audience window

TOGGLE_AUDIENCE = CommandSpec(
    _W.AUDIENCE,
    ("F5",),
    tr_noop("Audience window on/off"),
    also=tr_noop("room picture projector second screen"),
)
SWAP_SCREENS = CommandSpec(
    _W.AUDIENCE, ("Shift+F5",), tr_noop("Swap the screens"), also=tr_noop("projector")
)
NUMBER_SCREENS = CommandSpec(
    _W.AUDIENCE, ("Ctrl+F5",), tr_noop("Number the screens"), also=tr_noop("identify")
)
BLANK = CommandSpec(_W.AUDIENCE, ("Ctrl+B",), tr_noop("Blank the room"), also=tr_noop("black hide"))
FREEZE = CommandSpec(
    _W.AUDIENCE, ("Ctrl+Shift+B",), tr_noop("Freeze the room"), also=tr_noop("still")
)
SMALL_ROOM = CommandSpec(
    _W.AUDIENCE, (), tr_noop("Room size: small"), also=tr_noop("letters back row")
)
MEDIUM_ROOM = CommandSpec(
    _W.AUDIENCE, (), tr_noop("Room size: medium"), also=tr_noop("letters back row")
)
LARGE_ROOM = CommandSpec(
    _W.AUDIENCE, (), tr_noop("Room size: large"), also=tr_noop("letters back row")
)
WALK = CommandSpec(_W.IN_AUDIENCE, ("PgDown/PgUp",), help=tr_noop("next, previous step"))
BLANK_HERE = CommandSpec(
    _W.IN_AUDIENCE,
    ("B", "."),
    help=tr_noop("blank the room"),
    more=tr_noop("blank the room (keys of a slide clicker)"),
)
CLOSE_AUDIENCE = CommandSpec(_W.IN_AUDIENCE, ("Esc",), help=tr_noop("close this window only"))

# Everyone takes part

ROSTER = CommandSpec(
    _W.PEOPLE,
    ("Ctrl+R",),
    tr_noop("Who takes part"),
    also=tr_noop("roster participants names people"),
)
ROUNDS = CommandSpec(
    _W.PEOPLE,
    ("Ctrl+F8",),
    tr_noop("Go round the table on/off"),
    also=tr_noop("rounds round robin turn"),
)
NEXT_PERSON = CommandSpec(
    _W.PEOPLE,
    ("F8",),
    tr_noop("Next person"),
    tr_noop("next person, skip"),
    also=tr_noop("turn skip rounds"),
)
PREVIOUS_PERSON = CommandSpec(
    _W.PEOPLE, ("Shift+F8",), tr_noop("Previous person"), also=tr_noop("turn back rounds")
)
PRIVATE = CommandSpec(
    _W.PEOPLE,
    ("Ctrl+H",),
    tr_noop("Private writing on/off"),
    also=tr_noop("hide secret pass the keyboard"),
)
REVEAL = CommandSpec(
    _W.PEOPLE, ("Ctrl+Shift+H",), tr_noop("Reveal the hidden cards"), also=tr_noop("private show")
)

# Everyone's own device

LET_JOIN = CommandSpec(
    _W.JOIN,
    ("Ctrl+F7",),
    tr_noop("Let people join with their own devices"),
    tr_noop("let people join"),
    tr_noop("let people join with their phones and laptops; again, to see who is in, or to stop"),
    tr_noop("phone qr code devices participants wifi invite start"),
)
LET_IN = CommandSpec(
    _W.JOIN,
    ("Shift+F7",),
    tr_noop("Let in the one who has asked longest"),
    tr_noop("let in who asks"),
    tr_noop("let in the one who has asked longest"),
    tr_noop("phone admit allow join door"),
)
LET_ALL_IN = CommandSpec(
    _W.JOIN,
    ("Ctrl+Shift+F7",),
    tr_noop("Let in everyone who asks"),
    also=tr_noop("phone admit allow join all door"),
)
SHOW_CODE = CommandSpec(
    _W.JOIN,
    ("Ctrl+F6",),
    tr_noop("Code on the wall: large, small, off"),
    tr_noop("code: large, small, off"),
    tr_noop("the code on the wall: over the whole wall, small in its corner, off"),
    tr_noop("qr phone address scan join show hide"),
)
DEVICES = CommandSpec(
    _W.JOIN,
    ("Ctrl+Shift+R",),
    tr_noop("People and their devices"),
    more=tr_noop("people and their devices: who asks, who is in, who is done; let in, remove"),
    also=tr_noop("phone list join who admit remove kick done"),
)
PROPOSALS = CommandSpec(
    _W.JOIN,
    ("Shift+F6",),
    tr_noop("What waits for your approval"),
    tr_noop("what waits for approval"),
    tr_noop("what people sent and you approve first: promises, verdicts, cards you look at first"),
    tr_noop("approve confirm decline moderation proposal phone next"),
)
DECLINE = CommandSpec(
    _W.JOIN,
    ("Ctrl+Shift+Del",),
    help=tr_noop("decline what is shown"),
    more=tr_noop("where something waits for approval: decline it"),
)
MODERATE = CommandSpec(
    _W.JOIN,
    (),
    tr_noop("Look at everything first on/off"),
    also=tr_noop("moderation moderate approve cards phone before"),
)
HIDDEN_CARDS = CommandSpec(
    _W.JOIN,
    (),
    tr_noop("Remove a hidden card…"),
    also=tr_noop("private delete before the reveal anonymous moderation"),
)
NEXT_ADDRESS = CommandSpec(
    _W.JOIN,
    ("Ctrl+Shift+F6",),
    tr_noop("Another address for the code"),
    tr_noop("another address"),
    tr_noop("another address of this computer in the code: another Wi-Fi, a cable, a hotspot"),
    tr_noop("network wifi hotspot ip qr next join"),
)
NEW_CODE = CommandSpec(
    _W.JOIN,
    (),
    tr_noop("New code; the old one stops working"),
    also=tr_noop("turn qr token join phone renew"),
)
STOP_JOINING = CommandSpec(
    _W.JOIN, (), tr_noop("Stop joining…"), also=tr_noop("end close phone devices door")
)
JOIN_HELP = CommandSpec(
    _W.JOIN,
    (),
    tr_noop("When phones can’t connect"),
    also=tr_noop("help nobody joins wifi firewall guest network vpn hotspot trouble"),
)

# The parking lot

PARK = CommandSpec(
    _W.PARKING,
    ("Ctrl+P",),
    tr_noop("Park it for the end"),
    tr_noop("park it for the end"),
    tr_noop("park what you type, or a copy of the selected cards, for the end of the meeting"),
    tr_noop("parking lot aside later postpone"),
)
PARKING_LOT = CommandSpec(
    _W.PARKING,
    ("Ctrl+Shift+P",),
    tr_noop("Parking lot"),
    tr_noop("what is parked"),
    tr_noop("what is parked: edit, remove, put in order, decide"),
    also=tr_noop("parked later aside"),
)
SETTLE_PARKED = CommandSpec(
    _W.PARKING,
    ("1–3",),
    help=tr_noop("action, next time, drop it"),
    more=tr_noop("on a parked item: make it an action, keep it for the next meeting, drop it"),
)

# Entry line

ADD = CommandSpec(_W.ENTRY, ("Enter",), help=tr_noop("add"))
NEW_LINE = CommandSpec(_W.ENTRY, ("Shift+Enter",), help=tr_noop("new line"))
OTHER_COLUMN = CommandSpec(_W.ENTRY, ("Ctrl+Tab", "F6"), tr_noop("Other column"))
PREVIOUS_ITEM = CommandSpec(
    _W.ENTRY,
    ("Ctrl+Up",),
    tr_noop("Previous item"),
    tr_noop("link to the item above"),
    tr_noop("link what you type to the item above on the left"),
    repeats=True,
)
NEXT_ITEM = CommandSpec(
    _W.ENTRY,
    ("Ctrl+Down",),
    tr_noop("Next item"),
    tr_noop("link to the item below"),
    tr_noop("link what you type to the item below on the left"),
    repeats=True,
)
TO_CARDS = CommandSpec(_W.ENTRY, ("Up",), help=tr_noop("when empty: to the cards"))
PASTE = CommandSpec(
    _W.ENTRY,
    ("Ctrl+V",),
    help=tr_noop("paste: each line an item"),
    more=tr_noop(
        "paste; each line, list item, spreadsheet row or chat message becomes an item; Esc stops a "
        "long paste, and nothing is added"
    ),
)
LABEL_TYPING = CommandSpec(
    _W.ENTRY,
    ("Alt+1–9",),
    help=tr_noop("add a label"),
    more=tr_noop("add the label with that number"),
)

# On an item

SELECT = CommandSpec(
    _W.ITEM,
    ("Up/Down/Left/Right",),
    help=tr_noop("select"),
    more=tr_noop("select; Left and Right change the column"),
)
EDIT = CommandSpec(
    _W.ITEM, ("Enter", "F2"), tr_noop("Edit"), tr_noop("edit in place"), also=tr_noop("change")
)
REMOVE = CommandSpec(_W.ITEM, ("Del",), tr_noop("Remove"), also=tr_noop("delete"))
MOVE_UP = CommandSpec(
    _W.ITEM, ("Alt+Up",), tr_noop("Up"), tr_noop("move it up"), also=tr_noop("move")
)
MOVE_DOWN = CommandSpec(
    _W.ITEM, ("Alt+Down",), tr_noop("Down"), tr_noop("move it down"), also=tr_noop("move")
)
MOVE_LEFT = CommandSpec(
    _W.ITEM,
    ("Alt+Left",),
    tr_noop("To the other column"),
    tr_noop("to the left column"),
    also=tr_noop("move left"),
)
MOVE_RIGHT = CommandSpec(
    _W.ITEM,
    ("Alt+Right",),
    tr_noop("To the other column"),
    tr_noop("to the right column"),
    also=tr_noop("move right"),
)
COPY = CommandSpec(
    _W.ITEM,
    ("Ctrl+C",),
    tr_noop("Copy"),
    tr_noop("copy its text"),
    tr_noop("copy its text; with marked items, all of them, one per line"),
)
CUT = CommandSpec(
    _W.ITEM,
    ("Ctrl+X",),
    tr_noop("Cut"),
    tr_noop("copy and remove it"),
    also=tr_noop("move"),
)
PASTE_ITEMS = CommandSpec(
    _W.ITEM,
    ("Ctrl+V",),
    tr_noop("Paste"),
    tr_noop("paste into this column"),
    tr_noop(
        "paste into this column; on actions, a row is what, who, by when and how it will be noticed"
    ),
)
MARK_ALL = CommandSpec(
    _W.ITEM,
    ("Ctrl+A",),
    tr_noop("Mark all"),
    tr_noop("mark the whole column"),
    tr_noop("mark the whole column, at stages where cards are grouped"),
    also=tr_noop("select all"),
)
MARK = CommandSpec(_W.ITEM, ("Space",), tr_noop("Mark"), tr_noop("mark it"))
LABEL = CommandSpec(
    _W.ITEM,
    ("1–9",),
    tr_noop("Label"),
    tr_noop("add a label"),
    tr_noop("add the label with that number"),
    tr_noop("label"),
)
TYPE = CommandSpec(
    _W.ITEM,
    ("A–Z",),
    help=tr_noop("back to the entry line"),
    more=tr_noop("back to the entry line, typing"),
)
LEAVE_ITEM = CommandSpec(
    _W.ITEM,
    ("Esc",),
    help=tr_noop("back to the entry line"),
    more=tr_noop("clear all marks, else back to the entry line"),
)

# Editing an item

KEEP_EDIT = CommandSpec(_W.EDITOR, ("Enter", "F2"), help=tr_noop("save"))
LEAVE_EDIT = CommandSpec(_W.EDITOR, ("Esc",), help=tr_noop("save and go back"))
NEW_LINE_IN_EDIT = CommandSpec(_W.EDITOR, ("Shift+Enter",), help=tr_noop("new line"))

# Themes

NAME_THEME = CommandSpec(
    _W.THEMES,
    ("Enter",),
    help=tr_noop("group under a name"),
    more=tr_noop("after Space and a name: group the marked cards under it"),
)
UNMARK = CommandSpec(_W.THEMES, ("Esc",), help=tr_noop("clear all marks"))
GROUP = CommandSpec(
    _W.THEMES, ("Ctrl+G",), tr_noop("Group the marked cards"), also=tr_noop("gather theme")
)
PUT_WITH = CommandSpec(
    _W.THEMES,
    ("Ctrl+T",),
    tr_noop("Add it to a theme or a card…"),
    tr_noop("add to a theme or a card"),
    tr_noop(
        "add the marked or selected cards to a theme or card; type part of its text to find it"
    ),
    tr_noop("gather group to"),
)
SIMILAR = CommandSpec(
    _W.THEMES,
    ("Ctrl+L",),
    tr_noop("Suggest similar cards"),
    more=tr_noop("suggest similar cards, one pair at a time"),
    also=tr_noop("gather group like alike"),
)
SPLIT = CommandSpec(
    _W.THEMES, ("Ctrl+Shift+G",), tr_noop("Split the theme"), also=tr_noop("ungroup")
)
INTO_THEME = CommandSpec(_W.THEMES, ("Alt+Right",), tr_noop("Into the theme"), also=tr_noop("move"))
OUT_OF_THEME = CommandSpec(
    _W.THEMES, ("Alt+Left",), tr_noop("Out of the theme"), also=tr_noop("move")
)
GROUP_PAIR = CommandSpec(_W.SIMILAR, ("Enter",), help=tr_noop("group the pair"))
DISMISS_PAIR = CommandSpec(_W.SIMILAR, ("Del",), help=tr_noop("not similar"))
NEXT_PAIR = CommandSpec(_W.SIMILAR, ("Right",), help=tr_noop("another pair"))

# A vote with dots

VOTE = CommandSpec(
    _W.VOTE,
    ("Ctrl+D",),
    tr_noop("Vote with dots"),
    tr_noop("begin it, end it"),
    tr_noop("where gaps are put in order: begin a vote with dots, end it"),
    tr_noop("begin end tally ballot dots"),
)
COUNT_DOTS = CommandSpec(
    _W.VOTE,
    ("0–9",),
    help=tr_noop("on a gap: its dots"),
    more=tr_noop("on a gap: its dots, one digit after the other"),
)
ONE_DOT = CommandSpec(
    _W.VOTE,
    ("+/-",),
    help=tr_noop("one more, one less"),
    more=tr_noop(
        "one more, one less; a click on the gap gives one, a right click or Shift+click takes one"
    ),
)
LAST_DIGIT = CommandSpec(_W.VOTE, ("Backspace",), help=tr_noop("delete the last digit"))
NEXT_GAP = CommandSpec(_W.VOTE, ("Enter", "Down"), help=tr_noop("to the next gap"))
DOTS_TYPING = CommandSpec(_W.VOTE, ("Alt+0–9",), help=tr_noop("give dots from the entry line"))

# Asking why

BESIDE = CommandSpec(
    _W.WHY,
    ("Ctrl+Up",),
    help=tr_noop("next to the last “why”"),
    more=tr_noop("what you type next goes beside the last “why”, not under it"),
)
WHY_DEEPER = CommandSpec(_W.WHY, ("Alt+Right",), tr_noop("One why deeper"), also=tr_noop("move"))
WHY_BACK = CommandSpec(_W.WHY, ("Alt+Left",), tr_noop("One why back"), also=tr_noop("move"))
EXPLAIN_ABOVE = CommandSpec(
    _W.WHY,
    ("Alt+Right",),
    tr_noop("Explains the one above"),
    tr_noop("explains the one above"),
    tr_noop("on an excuse: it explains the one above"),
    also=tr_noop("move"),
)

WHAT_INSTEAD = CommandSpec(
    _W.WHY,
    ("F12",),
    tr_noop("What instead? There and back"),
    tr_noop("what instead? and back"),
    tr_noop("what instead? to what replaces the excuses of this gap, and back with the same key"),
    tr_noop("strategies excuses circles back"),
)
NOT_INSTEAD = CommandSpec(
    _W.WHY,
    ("Shift+F12",),
    tr_noop("What instead? Not now"),
    tr_noop("what instead? not now"),
    tr_noop("what instead? not now: it is not suggested again for this gap"),
)
NUMBER = CommandSpec(
    _W.WHY,
    ("Ctrl+Shift+N",),
    tr_noop("Number on this gap…"),
    tr_noop("how many? a number"),
    tr_noop(
        "how many? a number on this gap, where gaps are put in order, while you ask why, and again "
        "in the review; an empty line takes it away"
    ),
    tr_noop("count how many how often figure measure"),
)

ABOUT_GAP = CommandSpec(
    _W.WHY,
    ("Ctrl+Shift+I",),
    tr_noop("About this gap…"),
    tr_noop("more about this gap"),
    tr_noop(
        "what the exercise asks about a gap, such as what happened step by step; a click on its "
        "line does it too"
    ),
    tr_noop("incident timeline steps early sign details what happened"),
)
CHECKS = CommandSpec(
    _W.WHY,
    ("Ctrl+Shift+Y",),
    tr_noop("Checks of this gap…"),
    tr_noop("checks: yes, no, not yet"),
    tr_noop(
        "checks of this gap, where the exercise has some: answer each with yes, no or not yet; a "
        "click on one below the gap does it too"
    ),
    tr_noop("check apology question answer open"),
)
ANSWER_CHECK = CommandSpec(
    _W.WHY,
    ("Y/N/T",),
    help=tr_noop("checks: yes, no, not yet"),
    more=tr_noop("when checks are asked: yes, no, not yet; Del takes the answer back"),
)

# Heard before

HEARD_BEFORE = CommandSpec(
    _W.HEARD,
    ("Ctrl+J",),
    tr_noop("Yes, heard before"),
    more=tr_noop("confirm that it was heard before, as the line above the entry line suggests"),
    also=tr_noop("recurrence same again confirm"),
)
NOT_THE_SAME = CommandSpec(
    _W.HEARD,
    ("Ctrl+Shift+J",),
    tr_noop("Not the same"),
    more=tr_noop("it is not the same as what was heard before; that is not suggested again"),
    also=tr_noop("recurrence dismiss"),
)
LIFE = CommandSpec(
    _W.HEARD,
    ("Ctrl+Shift+L",),
    tr_noop("Life of this excuse…"),
    tr_noop("life of this excuse or gap"),
    tr_noop("when this excuse or gap was heard before, and what came of it"),
    tr_noop("history first heard replaced came back"),
)
KIND = CommandSpec(
    _W.HEARD,
    ("Ctrl+Shift+K",),
    tr_noop("Kind of excuse…"),
    more=tr_noop("kind of excuse: unclear who, not ours to decide (and whom to ask), couldn’t"),
    also=tr_noop("not ours unclear who couldn’t whom to ask"),
)

# What became of promises

GIVE_VERDICT = CommandSpec(
    _W.REVIEW,
    ("1–4",),
    help=tr_noop("what became of it"),
    more=tr_noop("done, progress, excuse, dropped; then say in a line what it is about"),
)
SAY_DONE = CommandSpec(
    _W.REVIEW, ("D",), tr_noop("Done"), tr_noop("done: what changed?"), also=tr_noop("verdict")
)
SAY_PROGRESS = CommandSpec(
    _W.REVIEW,
    ("P",),
    tr_noop("Progress"),
    tr_noop("progress: how far?"),
    tr_noop("progress: how far, and by when now?"),
    also=tr_noop("verdict moved on"),
)
SAY_EXCUSE = CommandSpec(
    _W.REVIEW,
    ("E",),
    tr_noop("Excuse"),
    tr_noop("excuse: what instead?"),
    tr_noop("an excuse; then: what would make it possible?"),
    also=tr_noop("verdict"),
)
SAY_DROPPED = CommandSpec(
    _W.REVIEW, ("X",), tr_noop("Dropped"), tr_noop("dropped: why?"), also=tr_noop("verdict cancel")
)
SAVE_VERDICT = CommandSpec(
    _W.REVIEW,
    ("Enter",),
    help=tr_noop("save it, next promise"),
    more=tr_noop("save it, and go to the next promise; after an excuse an empty line goes there"),
)
CANCEL_VERDICT = CommandSpec(_W.REVIEW, ("Esc",), help=tr_noop("another verdict"))
NEXT_PROMISE = CommandSpec(
    _W.REVIEW,
    ("PgDown/PgUp",),
    help=tr_noop("next, previous promise"),
    more=tr_noop("next, previous promise; one that is skipped stays open"),
)
ALL_PROMISES = CommandSpec(
    _W.REVIEW,
    ("F6", "Ctrl+Tab"),
    help=tr_noop("all promises, one again"),
    more=tr_noop("all promises, back to one; after an excuse: how it got this way"),
)
WAS_NOTICED = CommandSpec(
    _W.REVIEW,
    ("Alt+1",),
    tr_noop("It was noticed"),
    tr_noop("it was noticed"),
    also=tr_noop("noticed"),
)
NOT_NOTICED = CommandSpec(
    _W.REVIEW,
    ("Alt+2",),
    tr_noop("It wasn’t noticed"),
    tr_noop("it wasn’t noticed"),
    also=tr_noop("noticed"),
)
NOTICED_UNSURE = CommandSpec(
    _W.REVIEW,
    ("Alt+3",),
    tr_noop("Can’t tell if it was noticed"),
    tr_noop("can’t tell"),
    tr_noop("can’t tell if it was noticed"),
    also=tr_noop("noticed unsure"),
)

SAY_AGAIN = CommandSpec(
    _W.REVIEW,
    ("A",),
    tr_noop("Did it happen again?"),
    tr_noop("did it happen again?"),
    tr_noop("did it happen again? Y yes, N no; it is asked after the verdict, too"),
    tr_noop("recurred again same gap"),
)

# Strengths

TAKE_STRENGTH = CommandSpec(
    _W.STRENGTHS,
    ("Alt+1–3",),
    tr_noop("Use a strength"),
    more=tr_noop("turn one of the strengths shown into a strategy"),
)
MORE_STRENGTHS = CommandSpec(
    _W.STRENGTHS, ("Alt+4",), tr_noop("More strengths"), tr_noop("show more strengths")
)

# The form of an action

NEXT_OR_COMMIT = CommandSpec(_W.ACTION, ("Enter",), help=tr_noop("next field, then commit"))
USE_WORDS = CommandSpec(
    _W.ACTION,
    ("Right",),
    help=tr_noop("use these words"),
    more=tr_noop("in the first field: edit the suggested words"),
)
ACCEPT_NAME = CommandSpec(
    _W.ACTION,
    ("Enter", "Tab", "Right"),
    help=tr_noop("accept the name offered"),
    more=tr_noop("accept the name offered in gray"),
)
MORE_ABOUT = CommandSpec(
    _W.ACTION,
    ("Ctrl+Enter",),
    tr_noop("More about the action"),
    tr_noop("say more, say less"),
    tr_noop(
        "more about the action, or less: when it is done, the excuse you will hear first, who "
        "backs it, and its kind; nothing of it is needed"
    ),
    tr_noop("if then when sponsor kind expected excuse"),
)
KEEP_TYPED = CommandSpec(_W.ACTION, ("Backspace",), help=tr_noop("keep the name as typed"))

# Criteria

TICK = CommandSpec(_W.CRITERIA, ("Space", "Enter"), tr_noop("Tick"))
TICK_NUMBER = CommandSpec(_W.CRITERIA, ("1–9",), help=tr_noop("tick it by its number"))
TICK_TYPING = CommandSpec(_W.CRITERIA, ("Alt+1–9",), help=tr_noop("tick the criteria it meets"))

# Questions of the exercise

KEEP_BROUGHT = CommandSpec(
    _W.ANSWERS,
    ("Enter", "Space"),
    tr_noop("Keep it from last time"),
    tr_noop("keep it from last time"),
    tr_noop("keep what is from last time; a click on its box does it too, and Del drops it"),
    tr_noop("agree brought along still true"),
)
CHOOSE_ANSWER = CommandSpec(
    _W.ANSWERS,
    ("1–9",),
    help=tr_noop("what is true of it"),
    more=tr_noop("what is true of this answer, such as kept or broken; the next one is then asked"),
)
CHOOSE_TYPING = CommandSpec(
    _W.ANSWERS,
    ("Alt+1–9",),
    help=tr_noop("the same while you type"),
)

# The plan

CHANGE_FIRST = CommandSpec(_W.CLOSE, ("Space",), tr_noop("Change this first"))
VERDICT = CommandSpec(
    _W.CLOSE,
    ("1–4",),
    help=tr_noop("what became of it"),
    more=tr_noop("done, progress, excuse, dropped; then say in a line what it is about"),
)
GO_TO_ITEM = CommandSpec(
    _W.CLOSE, ("Enter",), tr_noop("Go to it"), tr_noop("go to where it was added")
)
NOT_TODAY = CommandSpec(
    _W.CLOSE,
    ("N",),
    tr_noop("Not today…"),
    tr_noop("not today, because…"),
    tr_noop("on an open item: leave it for another day, with the reason, or open it again"),
    tr_noop("defer postpone later another day still open"),
)
ASK_OWNERS = CommandSpec(
    _W.CLOSE,
    ("Y",),
    tr_noop("Ask each owner…"),
    tr_noop("ask each owner for a yes"),
    tr_noop("on an action: ask each owner “will you do it?”, down the plan from there"),
    tr_noop("agree yes commit owners will you do it"),
)
SAY_YES = CommandSpec(
    _W.CLOSE,
    ("Enter", "Y"),
    help=tr_noop("owners: yes"),
    more=tr_noop("when owners are asked: this one said yes"),
)
NEXT_OWNER = CommandSpec(
    _W.CLOSE,
    ("Right",),
    help=tr_noop("owners: not now"),
    more=tr_noop("when owners are asked: on to the next one; Left goes back"),
)
WORTH_IT = CommandSpec(
    _W.CLOSE,
    ("F7",),
    tr_noop("Was it worth our time?"),
    tr_noop("was it worth our time?"),
    tr_noop("was it worth our time? everyone raises 1 to 5 fingers"),
    tr_noop("roti fingers vote feedback return on time"),
)
COUNT_FINGERS = CommandSpec(
    _W.CLOSE,
    ("1–5",),
    help=tr_noop("count a hand"),
    more=tr_noop("while fingers are raised: count one hand; a click on its bar does it too"),
)
LAST_HAND = CommandSpec(_W.CLOSE, ("Backspace",), help=tr_noop("take the last hand back"))
ANSWER_AT_CLOSE = CommandSpec(
    _W.CLOSE,
    ("Alt+1–9",),
    tr_noop("Answer a question of the close"),
    tr_noop("whom to ask, thank or tell"),
    tr_noop("in the entry line: say whom you ask, thank or tell, who does it and by when"),
    tr_noop("ask thank tell close question"),
)
NEXT_MEETING = CommandSpec(
    _W.CLOSE,
    ("Enter",),
    help=tr_noop("day of the next meeting"),
    more=tr_noop("in the entry line: set the day of the next meeting"),
)


def declared() -> tuple[CommandSpec, ...]:
    """Return all that is declared here, in order."""
    return tuple(value for value in globals().values() if isinstance(value, CommandSpec))
