"""How much a laptop may send and ask for: far above what a team does, and bounded."""

PROTOCOL = 1
"""The version of what laptops and the hub say to each other."""

LARGEST_BODY = 4 << 20
"""Bytes of one request."""
LARGEST_ENTRY = 1 << 20
"""Bytes of one entry as JSON."""
MOST_ENTRIES = 500
"""Entries of one push, and of one answer to a pull."""
MOST_EDITS = 5_000
"""Edits of one entry."""
MOST_PLACES = 1_000
"""Places of the log in one answer."""
MOST_TEAMS = 200
"""Teams that one laptop asks for."""
LARGEST_ANSWER = 4 << 20
"""Bytes of the entries in one answer to a pull; one entry always fits."""
LONGEST_WAIT = 25.0
"""Seconds that a pull waits for news."""
LONGEST_NAME = 200
"""Characters of the name of a laptop, an organisation or a team."""
LONGEST_TOKEN = 300
LONGEST_PROGRAM = 40

MOST_TOGETHER = 2_000
"""Entries that become one transaction."""
SECONDS_FOR_EACH_PUSH = 0.01
"""From the start of one transaction to the next, for each push in it: under load more share one."""
LONGEST_BETWEEN_WRITES = 0.06
MOST_WAITING_BYTES = 64 << 20
"""Bytes of pushes that wait for the database; more are asked to come back."""

REMEMBERED_ENTRIES = 500
"""The newest entries of a team that are kept in memory, at most."""
REMEMBERED_BYTES = 64 << 20
"""Bytes of all entries that are kept in memory."""

A_FEW_LAPTOPS = 20
"""So many of a team are answered at once; more of them get several changes in one answer."""
SECONDS_EACH_FURTHER = 0.001

SECONDS_BETWEEN_LOOKS = 2.0
"""Seconds after which the database is asked for what another hub process may have written, and
whether a laptop still has access."""
RETRY_SECONDS = 2
"""Seconds after which a laptop may try again while the database is away."""

MOST_CONNECTIONS = 5_000
LARGEST_HEADERS = 16 << 10
"""Bytes; what has more gets no answer at all. A handler refuses half as much."""
ANSWER_SECONDS = 60.0
"""Seconds that a laptop may take to read an answer."""
MOST_PULLS = 8
"""Pulls of one device at the same moment: each answer is in memory until it was read."""
HEAD_SECONDS = 75.0
"""Seconds from one request on a connection to the head of the next."""
BODY_SECONDS = 60.0
