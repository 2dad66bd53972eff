"""What to check when nobody can join, in the order in which it is usually the cause."""

from dataclasses import dataclass
from shutil import which
from sys import platform

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import number, tr


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One thing to check: in a few words, and how."""

    title: str
    how: str


def check_steps(address: str) -> list[CheckStep]:
    """Return the steps; `address` is what people type."""
    where = tr("Phones have to be on the same Wi-Fi as this computer.")
    stay = tr(
        "Mobile data doesn’t reach this computer. If a phone says that the Wi-Fi has no internet: "
        "stay on this Wi-Fi."
    )
    return [
        CheckStep(tr("The same Wi-Fi"), f"{where} {stay}"),
        CheckStep(
            tr("No guest network"),
            tr(
                "Guest networks, and many in hotels and offices, keep phones and computers apart. "
                "Use another network, on this computer and on the phones."
            ),
        ),
        CheckStep(tr("This computer’s firewall"), firewall_step(address)),
        CheckStep(
            tr("No VPN"),
            tr(
                "A VPN on a phone or on this computer can keep them apart. Pause it, or try "
                "another address: {key}.",
                key=catalog.NEXT_ADDRESS.key,
            ),
        ),
        CheckStep(
            tr("A hotspot"),
            tr(
                "Turn on the hotspot of a phone or of this computer, let everyone join it, and "
                "show the code again. It needs no internet."
            ),
        ),
        CheckStep(
            tr("Or one keyboard, as before"),
            tr("The meeting works without phones, as it always did."),
        ),
    ]


def check_titles() -> str:
    """Return what to check, a line each, without how."""
    steps = check_steps("")
    return "\n".join(f"{number(at)} · {step.title}" for at, step in enumerate(steps, start=1))


def uncertain() -> str:
    """Return that the program itself can’t know which of these it is."""
    return tr("Facilitator can’t tell which it is: a phone that can’t connect leaves no trace.")


def firewall_step(address: str) -> str:
    """Return how to let phones through the firewall of this computer’s system."""
    port = address.rpartition(":")[2]
    if platform == "win32":
        return tr(
            "Windows Security › Firewall & network protection › Allow an app through firewall › "
            "Change settings: check Facilitator (or Python) under Private, and under Public if "
            "Windows lists this network as public."
        )
    if platform == "darwin":
        return tr(
            "System Settings › Network › Firewall › Options: choose “Allow incoming connections” "
            "for Facilitator (or Python)."
        )
    port = port or tr("PORT")
    steps = {
        "ufw": tr("sudo ufw allow {port}/tcp", port=port),
        "firewall-cmd": tr("sudo firewall-cmd --add-port={port}/tcp", port=port),
    }
    found = [step for tool, step in steps.items() if which(tool, path=_TOOLS)]
    said = tr(" or ").join(f"“{step}”" for step in found or steps.values())
    return tr("In a terminal: {steps}. Then let a phone try again.", steps=said)


_TOOLS = "/usr/sbin:/usr/bin:/sbin:/bin"
"""Where systems have what sets up a firewall, whether or not it is on the user’s own path."""
