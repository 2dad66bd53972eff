"""What the numbers and letters before the items of a list are worth, in many ways of counting."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "αβγδεζηθικλμνξοπρστυφχψω",
    # Without the letters that lists leave out, and with them.
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "अआइईउऊऋएऐओऔ",
    "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ",
    "કખગઘઙચછજઝઞટઠડઢણતથદધનપફબભમયરલવશષસહ",
    "அஆஇஈஉஊஎஏஐஒஓஔ",
    "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
    "가나다라마바사아자차카타파하",
    "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
    "甲乙丙丁戊己庚辛壬癸",
)
_DIGITS = "〇一二三四五六七八九"
HAN = f"{_DIGITS}十"
_HAN = re.compile(f"(?:([{_DIGITS[2:]}]?)(十))?([{_DIGITS[1:]}]?)")
_ROMAN = re.compile("(?=.)(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_WORTH = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ENCLOSED = re.compile(rf"\(?(\d{{1,2}}|[A-Za-z]|[{HAN}]{{1,3}})[).]?")
_UNITS_OF_TEN = re.compile("י([א-ט])|ט([וז])")
_AS_ONE = str.maketrans("أإآ", "ااا", "\u0640")
"""Letters that are written in more than one way, and a stroke that only makes one longer."""

Worth = Mapping[str, int]
"""What something is worth in each way of counting that has it; the first is 1."""


@lru_cache(maxsize=1_000)
def worth_of(value: str) -> Worth:
    """Return what a number, or a letter or several before an item, is worth; empty if nothing."""
    if value.isdecimal():
        return {"digits": int(value)}
    wide = unicodedata.normalize("NFKC", value)
    small = (wide if wide.isascii() else value).lower().translate(_AS_ONE)
    found: dict[str, int] = {
        alphabet: alphabet.index(small) + 1
        for alphabet in _ALPHABETS
        if len(small) == 1 and small in alphabet
    }
    if _ROMAN.fullmatch(small):
        found["roman"] = _roman(small)
    if small and (han := _HAN.fullmatch(small)):
        found["han"] = _han(*han.groups())
    if hebrew := _UNITS_OF_TEN.fullmatch(small):
        units = hebrew[1] or hebrew[2]
        found["אבגדהוזחטיכלמנסעפצקרשת"] = "אבגדהוזחט".index(units) + (10 if hebrew[1] else 9)
    return found


@lru_cache(maxsize=1_000)
def enclosed(sign: str) -> str:
    """Return the number or letter that a sign shows in a circle or brackets; empty for others."""
    if unicodedata.category(sign) not in ("No", "So"):
        return ""
    kind = unicodedata.decomposition(sign).partition(" ")[0]
    if kind in ("<circle>", "<compat>"):
        found = _ENCLOSED.fullmatch(unicodedata.normalize("NFKC", sign))
        return found[1] if found else ""
    number = unicodedata.numeric(sign, 0)
    return str(int(number)) if not kind and 0 < number == int(number) < 100 else ""


def _han(tens: str | None, ten: str | None, units: str) -> int:
    """Return what is written with the signs for one to ten, up to ninety-nine."""
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + _DIGITS.index(units or "〇")


def _roman(value: str) -> int:
    worth = [_WORTH[letter] for letter in value]
    following = [*worth[1:], 0]
    return sum(-one if one < after else one for one, after in zip(worth, following, strict=True))
