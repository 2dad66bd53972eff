"""A sign is what a person sees as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.ui.base.graphemes import characters_in, graphemes, qt_length


@pytest.mark.parametrize("text", ["aé", "\u0065\u0301x", "🇩🇪🇫🇷", "👍🏽👨‍👩‍👧", "\r\na"])
def test_two_signs(text: str) -> None:
    assert len(graphemes(text)) == 2


@given(text=st.text(st.characters() | st.sampled_from("\u0301\u200d\ud800👩🇩\r\n")))
def test_signs_make_the_text_again(text: str) -> None:
    assert "".join(graphemes(text)) == text
    for length in range(len(text)):
        if "\ud800" not in text:
            assert characters_in(text, qt_length(text[:length])) == length
