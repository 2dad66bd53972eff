"""People join one meeting with devices of their own, as long as the facilitator lets them."""

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.domain.change import Change, Verb
from facilitator.domain.contributions.own import Own
from facilitator.domain.facilitation.rounds import set_participants
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Side
from facilitator.domain.room.invitation import RoomInvitation
from facilitator.domain.room.room_clock import RoomClock
from facilitator.domain.text import fold
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.join.desk import Asked, Person, State
from facilitator.join.join_file import Proposal, join_file, read_join_file, remove_join_file
from facilitator.join.qr import qr_rows
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import later, single_shot
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.join.approvals import Approvals
from facilitator.ui.join.devices import Devices
from facilitator.ui.join.network import Addresses, NetworkWatch, addresses_of_this_computer
from facilitator.ui.join.proposals import Proposals
from facilitator.ui.join.publisher import Publisher, ShownMeeting
from facilitator.ui.join.queue import ContributionQueue
from facilitator.ui.join.wall_code import WallCode, must_move
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported when people join: most meetings are held without.
    from facilitator.join.server import JoinServer, Opened
