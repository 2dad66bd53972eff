"""An invitation is found in whatever was pasted, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import InputRefusedError
from facilitator.sync.invitation import Invitation, parse_invitation

ORG, SECRET, PIN = "0a" * 16, "c0ffee42" * 6, "5e" * 32
CODE = f"{ORG}.{SECRET}"
PLAIN = f"https://hub.example.org:8443/#{CODE}"
PINNED = f"{PLAIN}.{PIN}"
MEANT = Invitation("https://hub.example.org:8443", CODE)
MEANT_PINNED = Invitation("https://hub.example.org:8443", CODE, PIN)


@pytest.mark.parametrize(
    "pasted",
    [
        PLAIN,
        f"  {PLAIN}\n",
        f"“{PLAIN}”",
        f"<{PLAIN}>.",
        f"Hi Lin,\nplease join with {PLAIN}. It is good for a day.\nBest, Ana",
        PLAIN.replace("/#", "#"),
        PLAIN.replace("#", "%23"),
        PLAIN.replace("https", "HTTPS").replace("example", "Example"),
        "\u200b" + PLAIN.replace(".", ".\u200b", 1),
        f"{PLAIN[:72]}\n{PLAIN[72:]}\nBest, Ana",
        f"> {PLAIN[:70]}\r\n> {PLAIN[70:]}\r\n> Ana",
        f"{PLAIN[:75]}=\n{PLAIN[75:]}",
        f"{PLAIN[:40]} {PLAIN[40:]}",
    ],
)
def test_an_invitation_is_found_in_what_was_pasted(pasted: str) -> None:
    assert parse_invitation(pasted) == MEANT


@pytest.mark.parametrize(
    "pasted", [PINNED, f"{PINNED[:76]}\n{PINNED[76:152]}\n{PINNED[152:]}\n", f"{PLAIN}\n.{PIN}"]
)
def test_the_certificate_of_the_hub_may_come_with_it(pasted: str) -> None:
    assert parse_invitation(pasted) == MEANT_PINNED


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "There is no invitation yet"),
        (" \u200b\n", "There is no invitation yet"),
        (CODE, "has no address in it"),
        ("https://hub.example.org:8443/", "its code is missing"),
        (PLAIN[:-1], "The end of the invitation is missing"),
        (PINNED[:-1], "The end of the invitation is missing"),
        (PLAIN.replace("https", "http"), "without encryption"),
        (PLAIN.replace("8443", "70000"), "is not an address"),
        (PLAIN.replace("hub.", "ana:secret@hub."), "is not an address"),
    ],
)
def test_what_is_wrong_with_it_is_said_in_a_sentence(pasted: str, said: str) -> None:
    with pytest.raises(InputRefusedError, match=said) as refused:
        parse_invitation(pasted)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "[::1]:8080"])
def test_a_hub_on_this_computer_needs_no_encryption(host: str) -> None:
    assert parse_invitation(f"http://{host}/#{CODE}") == Invitation(f"http://{host}", CODE)


@given(st.text(alphabet="htps:/#.0af \n=>\u200b"))
def test_anything_pasted_is_an_invitation_or_refused(pasted: str) -> None:
    try:
        parse_invitation(pasted)
    except InputRefusedError as refused:
        assert str(refused)
