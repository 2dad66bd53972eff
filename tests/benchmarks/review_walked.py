"""Tells how many milliseconds pass from one promise to the next, and in a bare label.

Arguments: a data folder and the number of promises.
"""

import json

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel

from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.launch import Start
from facilitator.ui.app.application import Application
from facilitator.ui.stages.kinds.review import ReviewStage
from tests.benchmarks.paint_watch import Painted, arguments, fill, until
from tests.support.promises import looking_back

STEPS = 60


def main() -> None:
    data, promises = arguments()
    app = Application(data)
    controller = app.controller
    controller.start(Start("home"))
    until(lambda: app.idle.done)
    meeting = looking_back(promises)
    controller.workspace.store.commit(import_meeting(meeting.records())).result()
    controller.meetings.open_meeting(meeting.id)
    until(lambda: controller.host.screen is not None)
    screen = controller.host.screen
    assert screen is not None
    stage = screen.stage
    assert isinstance(stage, ReviewStage)
    until(stage.card.isVisible)
    painted = Painted(stage.card)
    label = QLabel("Promise")
    label.setWordWrap(True)
    fill(label)
    label_painted = Painted(label)
    until(lambda: label_painted.seen)
    walked, busy, bare = [], [], []
    for number in range(STEPS):
        by = 1 if number // (promises - 1) % 2 == 0 else -1
        took, processor = painted.after(lambda by=by: screen.go(by))
        walked.append(took)
        busy.append(processor)
        text = f"Promise {number}"
        took, _ = label_painted.after(lambda text=text: label.setText(text))
        bare.append(took)
        QCoreApplication.processEvents()
    controller.shutdown.close()
    print(json.dumps({"walked": walked, "busy": busy, "bare": bare}))


if __name__ == "__main__":
    main()
