"""A room that people join until the program is killed; all who ask are let in.

Arguments: join.json, and the file that stands for the meeting: each item that was added is a line
of it, on the disk before it is answered. It says the port and the token.
"""

import os
import sys
from pathlib import Path

from facilitator.join.desk import Answer, Asked
from facilitator.join.web.server import JoinServer
from tests.support.fake_desk import HERE, MEETING, FakeDesk, takes_all


def main() -> None:
    file, meeting = map(Path, sys.argv[1:])
    added = set(meeting.read_text("ascii").split()) if meeting.exists() else set()
    with meeting.open("a", encoding="ascii") as lines:

        def keeps(asked: Asked) -> Answer:
            if asked.item not in added:
                added.add(asked.item)
                lines.write(f"{asked.item}\n")
                lines.flush()
                os.fsync(lines.fileno())
            return takes_all(asked)

        server = JoinServer(FakeDesk(keeps), file, MEETING, [HERE])
        opened = server.start().result()
        server.admit_all(True)
        print(opened.port, opened.token, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
