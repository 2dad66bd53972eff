"""How much of everything a meeting holds: looked at wherever something comes in, and why so much.

The limits are far above what people in a room do, and low enough that a window stays quick with
all of it and that no file can fill the memory of a computer.
"""

LONGEST = 5_000
"""Characters of one text: two pages, which take several screens to show."""
LONGEST_CONTRIBUTION = 500
"""Characters of one text from a participant's device: a card is a sentence, and all read it."""
LONGEST_DRAFT = 2 * LONGEST
"""Characters of one unfinished text: more than a text, so that it can be shortened or split. One
word of twice as many would keep each key waiting while it is laid out."""
LONGEST_STORED_DRAFT = 100_000
"""The same in what earlier versions saved, when nothing bounded it yet."""
LONGEST_ID = 100
"""Characters of an id: three times what this program gives out."""
MOST_ITEMS = 200_000
"""Cards, themes, excuses and all else with a text in one meeting: a million keys are pressed for
fewer; with twice as many a change of stage takes longer than a user waits for a key."""
MOST_RECORDS = 1_500_000
"""Records of one kind in one meeting that a database is read for."""
MOST_MEETINGS = 100_000
"""Meetings in one database: one an hour for twenty years."""
MOST_VOTES = 100_000
"""Gaps that one vote gives dots to."""
MOST_SLIPS = 1_000
"""People who give dots on their own devices in one vote."""
MOST_BALLOTS = 1_000
"""Votes on the gaps in one meeting."""
MOST_DEFERRALS = 1_000
"""Times that something is left for another day in one meeting."""
MOST_RECURRENCES = 10_000
"""Excuses and gaps of one meeting that were confirmed as heard before."""
MOST_NUMBERS = 10_000
"""Numbers on gaps in one meeting, and notes of registers in one journal."""
MOST_HISTORY = 1_000
"""Verdicts of which an action of an earlier meeting brings a copy along."""
MOST_FINGERS = 500
"""People who raise fingers at the end: as many as may take part."""
MOST_DEFERRED = 100_000
"""Items that are left for another day at a time."""
MOST_NAMES = 500
"""Participants: a full hall; their names still fit the one field in which they are typed."""
MOST_STORED = 5_000
"""Participants, labels of a card, ticks of a statement, unfinished texts of a meeting and fields of
one, in what earlier versions saved, when nothing bounded them yet: more than any room has seen, and
ten times what is typed now."""
MOST_STAGES = 1_000
"""Stages that a clock counts: an exercise file has no room for more."""
LONGEST_LIST = 1 << 24
"""Characters of a list that is kept as one text: room for as many of the above as there can be."""
LONGEST_SCRIPT = 256 * 1024
"""Characters of the exercise that a meeting keeps: as many as the file of one may have bytes."""
HIGHEST = 1_000_000
"""Seconds, dots, people and ranks: nobody counts further."""
MOST_SECONDS = 1_000_000_000
"""Of one stage in a database: some thirty years, as a clock that jumped may leave them."""
FARTHEST = 1 << 60
"""A place or a rank beyond that was never given, and leaves no room for others."""
