"""Where lines end on the screen: at the places that the Unicode rules and dictionaries allow."""

import pytest
from PySide6.QtWidgets import QApplication

from facilitator.export.text.icu import line_breaks
from facilitator.ui.base.graphemes import graphemes, qt_length
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.text_layout import broken_into_lines

TEXTS = {
    "Latin": "Ask and/or tell (“when asked”) by 9:15, 3/4 of the e-mail… at https://example.org/b/c?d=1",
    "Arabic": "العملاء لا يحبون الانتظار، لذلك نرد فورا على كل رسالة في نفس اليوم (قبل 9:15)",
    "Hebrew": "להזמין report.pdf ב-9:15 (v3) ולא לחכות עד מחר בבוקר",
    "Hindi": "ग्राहक प्रतीक्षा करना पसंद नहीं करते, इसलिए हम उसी दिन उत्तर देंगे।",
    "Thai": "ลูกค้าไม่ชอบรอดังนั้นเราจะตอบกลับทุกข้อความภายในวันเดียวกัน",
    "Khmer": "អតិថិជនមិនចូលចិត្តរង់ចាំទេដូច្នេះយើងនឹងឆ្លើយតបភ្លាមៗ",
    "Burmese": "ဖောက်သည်များသည်စောင့်ဆိုင်းရသည်ကိုမကြိုက်ပါထို့ကြောင့်ချက်ချင်းပြန်ဖြေမည်",
    "Japanese": "お客様は「待つ」ことが、とても嫌いです。だから（すぐに）対応しよう！ちょっと。",
    "Chinese": "顾客不喜欢等待，所以我们当天就回复每一条消息（包括周末）。",
    "Korean": "고객은 기다리는 것을 매우 싫어합니다. 그래서 바로 대응합시다.",
    "emoji": "👩‍🚒🏴‍☠️👋🏿🇧🇷2️⃣ " * 6,
    "paragraphs": "First the till\nthen the counter, ខ្ញុំជាអតិថិជន\n\nthe door",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("share", [1.0, 0.5, 0.28])
def test_a_line_ends_where_it_may(dressed: QApplication, text: str, share: float) -> None:
    metrics = Metrics.for_size(1366, 768)
    width = share * 420
    layout = broken_into_lines(text, Type.CARD, width, metrics)
    shown = layout.text()
    lines = [layout.lineAt(at) for at in range(layout.lineCount())]
    assert len(lines) > 1
    assert sum(line.textLength() for line in lines) == qt_length(shown)
    assert all(line.naturalTextWidth() <= width + 1 for line in lines)
    may = {qt_length(shown[:at]) for at in (*line_breaks(shown), len(shown))}
    signs, at = {0}, 0
    for sign in graphemes(shown):
        signs.add(at := at + qt_length(sign))
    for line in lines:
        start, end = line.textStart(), line.textStart() + line.textLength()
        # Only a word that is longer than a line is broken, and never within a sign.
        is_one_word = not any(start < each < end for each in may)
        assert end in may or (is_one_word and end in signs), shown[start:end]
