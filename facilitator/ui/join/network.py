"""The addresses of this computer that people can join at, and what becomes of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator.join.addresses import Address, in_order, medium_of

LOOK_AGAIN = 2_000
"""Milliseconds between two looks at the network while people may join."""

Addresses = Callable[[], Sequence[Address]]


def addresses_of_this_computer() -> list[Address]:
    """Return the addresses that people can join at now, the likeliest first."""
    # Most meetings are held without: loading it takes time.
    from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

    flag, kind = QNetworkInterface.InterfaceFlag, QNetworkInterface.InterfaceType
    hints = {
        kind.Wifi: "wifi",
        kind.Ethernet: "ethernet",
        kind.Virtual: "virtual",
        kind.Ppp: "ppp",
        kind.Loopback: "loopback",
    }
    found = []
    for interface in QNetworkInterface.allInterfaces():
        if not (interface.flags() & flag.IsUp and interface.flags() & flag.IsRunning):
            continue
        name = interface.name()
        medium = medium_of(name, interface.humanReadableName(), hints.get(interface.type(), ""))
        found += [
            Address(medium, entry.ip().toString(), name)
            for entry in interface.addressEntries()
            if entry.ip().protocol() == QAbstractSocket.NetworkLayerProtocol.IPv4Protocol
        ]
    return in_order(found)


class NetworkWatch(QObject):
    """A look at the network every two seconds, also right after the computer slept."""

    changed = Signal()
    """`addresses` are others now."""

    def __init__(self, look: Addresses, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.addresses: list[Address] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now, without telling, and from now on."""
        self.addresses = list(self._look())
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Look once more, and tell what changed."""
        found = list(self._look())
        if found != self.addresses:
            self.addresses = found
            self.changed.emit()
