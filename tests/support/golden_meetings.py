"""Meetings that every format has to get right: each script, none and very much, and hard input."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import count
from unittest.mock import patch
from uuid import UUID

from facilitator.domain.chain import verbs
from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, set_next
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import ITEM_TYPES, Action, Card, Item, new_id
from facilitator.exercises.exercise_library import Library
from tests.support.answered_meeting import whole_meeting
from tests.support.made_up_team import made_up_team

HELD, DUE = date(2026, 11, 22), date(2026, 12, 1)


@dataclass(frozen=True)
class Golden:
    """A meeting with its exercise."""

    meeting: Meeting
    exercise: Exercise

    def texts(self, kinds: tuple[type[Item], ...] = ITEM_TYPES) -> Iterator[str]:
        """Yield each text of its items, and everybody who owns an action."""
        for item in self.meeting.records():
            if isinstance(item, kinds):
                yield item.text
            if isinstance(item, Action):
                yield item.owner


SCRIPTS = {
    "latin": (
        "Zákaznický servis",
        "Žofie Šťastná",
        "Naše čekárna je příliš malá, côté rue",
        "Große Übung: où étions-nous? Æther, ŋ, ß",
        "Señal más rápida — ¡ya! “d’accord” ½ €5",
        "Łódź office calls back the same day",
        "Přijde odpověď do 24 hodin",
    ),
    "decomposed": (
        "Cafe\u0301 service",
        "Zoe\u0308 Nuñez",
        "A\u030angstro\u0308m und Mu\u0308he",
        "Tie\u0302\u0301ng: we ne\u0300ver asked",
        "Re\u0301pondre a\u0300 tous",
        "Call Vilém Kova\u0301r\u030cik",
        "A re\u0301ponse comes",
    ),
    "greek": (
        "Εξυπηρέτηση πελατών",
        "Ελένη Παππά",
        "Ο πελάτης περιμένει στη σειρά",
        "Έτσι γινόταν πάντα, ἀρχή",
        "Απαντάμε την ίδια μέρα",
        "Τηλεφωνούμε πριν από το μεσημέρι",
        "Ο πελάτης δεν ξαναρωτά",
    ),
    "cyrillic": (
        "Обслуживание клиентов",
        "Наталья Щукина",
        "Клиент ждёт ответа неделю",
        "Так было всегда, їжак, ўсё, љубав",
        "Отвечаем в тот же день",
        "Перезвонить до обеда",
        "Клиент слышит нас первым",
    ),
    "vietnamese": (
        "Dịch vụ khách hàng",
        "Nguyễn Thị Hương",
        "Khách phải chờ quá lâu ở quầy",
        "Chúng tôi thiếu người vào buổi sáng",
        "Trả lời trong ngày",
        "Gọi lại trước buổi trưa",
        "Khách không phải hỏi lại",
    ),
    "arabic": (
        "خدمة العملاء",
        "ليلى حسن",
        "ينتظر الزبون طويلا على الهاتف",
        "نحن مشغولون دائما في الصباح",
        "نرد في اليوم نفسه",
        "نتصل بالزبون قبل الظهر",
        "لا يسأل الزبون مرتين",
    ),
    "persian": (
        "خدمات مشتری",
        "پروانه کیانی",
        "مشتری باید دوباره بپرسد",
        "همیشه همین‌طور بوده است",
        "همان روز پاسخ می‌دهیم",
        "تا ۲۷ مهر زنگ می‌زنیم",
        "مشتری پیگیری نمی‌کند",
    ),
    "hebrew": (
        "שירות לקוחות",
        "דנה לוי",
        "הלקוח מחכה בתור ארוך",
        "תמיד עשינו כך",
        "עונים באותו היום",
        "מתקשרים לפני הצהריים",
        "הלקוח לא שואל פעמיים",
    ),
    "mixed": (
        "Service שירות خدمة",
        "Dana דנה",
        "להזמין report.pdf ב-9:15 (v3)",
        "The word שלום means peace",
        "نرسل الملف plan.xlsx غدا",
        "Ring עידו at 9:15, then سارة",
        "מחיר: 25 USD בלבד",
    ),
    "devanagari": (
        "ग्राहक सेवा",
        "प्रिया शर्मा",
        "विद्यालय में ग्राहक प्रतीक्षा करता है",
        "हम हमेशा व्यस्त रहते हैं",
        "उसी दिन उत्तर देंगे",
        "दोपहर से पहले फ़ोन करेंगे",
        "ग्राहक को दोबारा नहीं पूछना पड़ता",
    ),
    "bengali": (
        "গ্রাহক সেবা",
        "রিনা দাস",
        "গ্রাহক অনেকক্ষণ অপেক্ষা করেন",
        "আমরা সবসময় ব্যস্ত থাকি",
        "একই দিনে উত্তর দেব",
        "দুপুরের আগে ফোন করব",
        "গ্রাহক আর জিজ্ঞাসা করেন না",
    ),
    "tamil": (
        "வாடிக்கையாளர் சேவை",
        "மீனா குமார்",
        "வாடிக்கையாளர் நீண்ட நேரம் காத்திருக்கிறார்",
        "எப்போதும் இப்படித்தான்",
        "அன்றே பதில் தருவோம்",
        "மதியத்திற்கு முன் அழைப்போம்",
        "மீண்டும் கேட்க வேண்டியதில்லை",
    ),
    "thai": (
        "บริการลูกค้า",
        "สมหญิง ใจดี",
        "ลูกค้าต้องรอนานเกินไปที่เคาน์เตอร์",
        "เราทำแบบนี้มาตลอด",
        "ตอบกลับภายในวันเดียวกัน",
        "โทรกลับก่อนเที่ยงทุกวัน",
        "ลูกค้าไม่ต้องถามซ้ำ",
    ),
    "khmer": (
        "សេវាអតិថិជន",
        "សុខា ចាន់",
        "អតិថិជនរង់ចាំយូរពេក",
        "យើងតែងតែរវល់",
        "ឆ្លើយតបក្នុងថ្ងៃតែមួយ",
        "ទូរស័ព្ទមុនថ្ងៃត្រង់",
        "អតិថិជនមិនសួរម្តងទៀត",
    ),
    "myanmar": (
        "ဖောက်သည်ဝန်ဆောင်မှု",
        "အောင်အောင်",
        "ဖောက်သည်များ ကြာကြာစောင့်ရသည်",
        "အမြဲတမ်း ဒီလိုပါပဲ",
        "တစ်နေ့တည်း ပြန်ဖြေမည်",
        "နေ့လယ်မတိုင်မီ ဖုန်းခေါ်မည်",
        "ထပ်မမေးရတော့ပါ",
    ),
    "chinese": (
        "客户服务",
        "王小明",
        "顾客在柜台前等得太久",
        "我们一直都是这样做的",
        "当天答复每一位顾客",
        "中午之前给顾客回电话",
        "顾客不用再问一次",
    ),
    "japanese": (
        "お客様サービス",
        "山田 花子",
        "お客様を長くお待たせしている",
        "昔からそうしているので",
        "その日のうちに返事をする",
        "正午までに折り返し電話する",
        "お客様が二度聞かなくてすむ",
    ),
    "korean": (
        "고객 서비스",
        "김민수",
        "고객이 너무 오래 기다린다",
        "항상 그렇게 해 왔다",
        "그날 바로 답한다",
        "정오 전에 다시 전화한다",
        "고객이 다시 묻지 않는다",
    ),
    "emoji": (
        "Service 🎉",
        "Zoë 🌻",
        "Queue 👩‍🚒 and 🏴‍☠️ wait",
        "Nobody waved 👋🏿 to 🇧🇷",
        "Step 2️⃣ comes first",
        "Smile 😀 at the ☕ counter",
        "They ❤️ it",
    ),
    "symbols": (
        "Service → better",
        "Ana ✓",
        "∑ of waits ≥ 5 min ≠ ½ hour",
        "‼ ☐ ☑ ★ ⚠ ✂ ⌘ ⏎",
        "∀x ∈ ℝ: √x ± ∞",
        "€ £ ¥ ₹ ₽ ₿ № ™ © § ¶",
        "①②③ ■ ◆ ● ▲",
    ),
    "armenian and georgian": (
        "Սպասարկում",
        "Անի ნინო",
        "Հաճախորդը սպասում է",
        "ასე იყო ყოველთვის",
        "იმავე დღეს ვპასუხობთ",
        "Զանգահարել մինչև կեսօր",
        "დარეკავს შუადღემდე",
    ),
    "ethiopic and lao": (
        "የደንበኞች አገልግሎት",
        "አበበ ຄຳ",
        "ደንበኛው ለረጅም ጊዜ ይጠብቃል",
        "ລູກຄ້າລໍຖ້າດົນເກີນໄປ",
        "ຕອບໃນມື້ດຽວກັນ",
        "ከሰዓት በፊት እንደውላለን",
        "ደንበኛው ዳግም አይጠይቅም",
    ),
}
"""By script: a title, an owner, a gap, an excuse, a strategy, an action and how it is noticed."""

WITHOUT_FONT = ("chinese", "japanese", "korean")
"""Scripts whose fonts come with an extra or with the system."""
RIGHT_TO_LEFT = ("arabic", "persian", "hebrew", "mixed")

HOSTILE = (
    "R&D <b>x</b>",
    "a<b",
    '<img src="/etc/hostname"/>',
    "<script>alert(1)</script>",
    "]]>",
    "&amp; &lt;p&gt; &#65;",
    "nul\x00 bell\x07 escape\x1b[31mred",
    "lone \ud800 surrogate",
    "no character \ufffe and \uffff",
    "line\u2028separator\u2029paragraph",
    "windows\r\nline\rends\x0b\x0c\x85",
    "x" * 1_000,
    "abc\u202egpj.exe",
    "विद्यालय beside Xyz-",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+31 20 123",
    "-5 points",
    "@SUM(A1)",
    "\t=2+2",
    "＝全角",
    "'quoted'",
    "a;b,c\\n\\d",
    'quote " in "" it',
    "| a | table | `code` ``x``",
    "# heading\n- [x] done\n1. one\n> quoted",
    "**bold** _em_ ~~gone~~ [link](javascript:alert(1)) ![i](x)",
    "https://example.org/?a=1&b=2 www.example.org a@example.org",
    "BEGIN:VEVENT\r\nSUMMARY:forged\r\nEND:VEVENT",
    "${jndi:x} {{x}} %s %(x)s {0}",
    "\\begin{x} \\u0041 \\x41",
    "_x000D_ _x0041_",
    "zero\u200bwidth\u2060joiner\ufeff",
    "Z̸̡̛͙̗̘̙̜̝̞̟̠̣̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼͇͈͉͍͎̀́̂̃̄̅̆̇̈̉̊̋̌algo",
    "---",
    "+++",
    "<!-- comment -->",
    "<?php x ?> <!DOCTYPE x>",
    "javascript:alert(1)",
    "NaN",
    "1e9999",
    "0001",
    "TRUE",
    "#REF!",
)
"""What has a meaning in some format, or none in any."""


@contextmanager
def counted_ids() -> Iterator[None]:
    """Count ids, so that the same meeting has the same ones, and its files are the same."""
    ids = count(1)
    with patch("facilitator.domain.records.uuid4", lambda: UUID(int=next(ids))):
        yield


class Team:
    """A team that holds a meeting with the exercise that most begin with."""

    def __init__(self, title: str, team: str = "Front desk", *people: str) -> None:
        self.exercise = Library().default
        self.meeting = Meeting()
        names = people or ("Ana", "Tom")
        setup = MeetingSetup(title=title, team=team, facilitator=names[0], participants=names)
        self.does(begin(self.exercise, setup, HELD))
        self.does(set_next(self.meeting, DUE + timedelta(days=13)))

    def does(self, change: Change) -> str:
        self.meeting.apply(change)
        added = [item for item in change.added if isinstance(item, Item)]
        return added[0].id if added else ""

    def column(self, tone: Tone) -> str:
        return self.exercise.column_of(tone).id

    def strength(self, text: str) -> str:
        return self.does(add_cards(self.meeting, self.column(Tone.STRENGTH), [text]))

    def gap(self, text: str) -> str:
        return self.does(add_cards(self.meeting, self.column(Tone.GAP), [text]))

    def excuse(self, gap: str, text: str) -> str:
        return self.does(verbs.add_excuses(self.meeting, gap, [text]))

    def strategy(self, parent: str, text: str) -> str:
        return self.does(verbs.add_strategies(self.meeting, parent, [text]))

    def promise(
        self, strategy: str, text: str, owner: str, sign: str = "", due: date | None = DUE
    ) -> None:
        draft = Action(
            id=new_id(), strategy=strategy, text=text, place=0, owner=owner, due=due, sign=sign
        )
        self.does(verbs.commit_action(self.meeting, draft))

    @property
    def golden(self) -> Golden:
        return Golden(self.meeting, self.exercise)


def in_script(name: str) -> Golden:
    """Return a short meeting all in one script."""
    title, who, gap, excuse, strategy, action, sign = SCRIPTS[name]
    team = Team(title, title, who)
    team.strength(sign)
    above = team.strategy(team.excuse(team.gap(gap), excuse), strategy)
    team.promise(above, action, who, sign)
    team.promise(above, strategy, who)
    team.gap(strategy)
    return team.golden


def empty() -> Golden:
    """Return a meeting of which nothing is said."""
    team = Team("Nothing yet", "")
    return Golden(
        Meeting.from_records(
            [
                replace(team.meeting.details, participants=(), facilitator="", next_on=None),
                team.meeting.bookmark,
            ]
        ),
        team.exercise,
    )


def without_actions() -> Golden:
    """Return a meeting with gaps and excuses, of which nothing came."""
    team = Team("Only excuses")
    team.excuse(team.gap("They wait"), "We are too few")
    return team.golden


def long() -> Golden:
    """Return a meeting with long texts, many cards and a plan over several pages."""
    team = Team("A long day " * 20, "Front desk " * 9, *(f"Person number {n}" for n in range(27)))
    for number in range(40):
        team.strength(f"Strength {number} that is said in a sentence of usual length")
    wordy = " ".join(f"word{number}" for number in range(200))
    for number, text in enumerate([wordy, "y" * 1_000, "One\nline\n" * 20]):
        above = team.strategy(team.excuse(team.gap(text), f"Excuse {number}"), f"Way {number}")
        for action in range(9):
            owner = f"Person number {number * 9 + action % 9}"
            due = DUE + timedelta(days=action)
            team.promise(above, f"Action {number}.{action} of the plan", owner, "At once", due)
    return team.golden


def hostile() -> Golden:
    """Return a meeting of texts that mean something to some format, as they are typed."""
    team = Team("=1+1 </title><script>", "R&D; <b>", "O'Neil <o@example.org>", "=Ana")
    _says(team, HOSTILE, lambda text: text)
    return team.golden


def untyped() -> Golden:
    """Return the same texts as no keyboard gives them: past all cleaning, in every field."""
    team = Team("Past all cleaning")
    _says(team, HOSTILE[:3], lambda text: text)
    columns = [self.id for self in team.exercise.columns]
    cards = [
        Card(id=new_id(), column=columns[n % 2], text=text, place=(n + 9) * STEP, author=text)
        for n, text in enumerate((*HOSTILE, "line\n" * 1_000))
    ]
    strategy = next(iter(team.meeting.all(Action))).strategy
    actions = [
        Action(
            id=new_id(),
            strategy=strategy,
            text=text,
            place=(n + 9) * STEP,
            owner=text,
            due=DUE if n % 5 else None,
            sign=text,
            when=text,
            sponsor=text,
            agreed=(text,),
            expected_excuse=text,
        )
        for n, text in enumerate(HOSTILE)
    ]
    edits = tuple(Edit(None, item) for item in (*cards, *actions))
    team.meeting.apply(Change(team.meeting.id, Verb.ADD, edits))
    details = team.meeting.details
    titled = replace(
        details,
        title="".join(HOSTILE[4:10]),
        team=HOSTILE[6],
        participants=HOSTILE[:8],
        facilitator=HOSTILE[7],
        next_facilitator=HOSTILE[9],
        ground_rules="\n".join(HOSTILE),
        signed=True,
    )
    others = [each for each in team.meeting.records() if each != details]
    return Golden(Meeting.from_records([titled, *others]), team.exercise)


def _says(team: Team, texts: tuple[str, ...], owner: Callable[[str], str]) -> None:
    above = ""
    for text in texts:
        gap = team.gap(text)
        above = team.strategy(team.excuse(gap, text), text)
        team.promise(above, text, owner(text) or "Ana", text)


def year() -> Golden:
    """Return the last meeting of a year of a team, which looks back on what it promised."""
    last = made_up_team(26, seed=7, first=date(2025, 12, 1)).meetings[-1]
    return Golden(last, Library().of_meeting(last))


def asked() -> Golden:
    """Return a meeting with an exercise that asks all that one can ask."""
    team = whole_meeting()
    return Golden(team.meeting, team.exercise)


MAKERS: dict[str, Callable[[], Golden]] = {
    "empty": empty,
    "without actions": without_actions,
    "long": long,
    "hostile": hostile,
    "untyped": untyped,
    "year": year,
    "asked": asked,
}
NAMES = (*MAKERS, *SCRIPTS)


@cache
def golden(name: str) -> Golden:
    """Return a meeting of the golden set, always the same; nobody alters it."""
    with counted_ids():
        return MAKERS[name]() if name in MAKERS else in_script(name)
