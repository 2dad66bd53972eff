"""Two ways to write the same words: what is kept, and how somebody may type it in a search."""

SPELLINGS = {
    "German": ("Schöne Grüße", "SCHONE grusse"),
    "Polish": ("Dostawa do Łodzi", "lodzi"),
    "Turkish": ("Kadıköy ısrarla İstiyor", "KADIKÖY istiyor"),
    "Greek": ("Ο ΠΕΛΑΤΗΣ περιμένει", "πελάτης"),
    "Hebrew": ("שָׁלוֹם לַלָּקוֹחַ", "שלום"),
    "Arabic": ("أجابَ مُحَمَّد", "محمد اجاب"),
    "Persian": ("نمی\u200cخواهم", "نمیخواهم"),
    "Hindi": ("ग्राहक को ज़रूरत", "जरूरत"),
    "Korean": ("고객이 기다린다", "\u1100\u1169\u1100\u1162\u11a8\u110b\u1175"),
    "Japanese": ("ｶﾞｲﾄﾞが来ない", "ガイド"),
    "no umlaut": ("Über Land", "uber"),
    "no tonos": ("ο λόγος της", "λογος"),
    "Danish": ("Smørrebrød", "smorrebrod"),
    "Vietnamese": ("Ph\u01b0\u01a1ng \u0111\u1ed3ng", "phuong dong"),
    "Russian": ("Всё ещё", "все еще"),
    "Japanese syllables": ("コーヒー", "こーひー"),
    "Arabic digits": ("١٢ دقيقة", "12 دقيقه"),
    "Thai": ("น้ำแข็ง", "น\u0e49\u0e4d\u0e32แข็ง"),
    "full width": ("Ｗｉ－Ｆｉ", "wi-fi"),
    "ligature": ("of\ufb01cial \ufb02oor", "official floor"),
    "decomposed": ("cre\u0300me bru\u0302le\u0301e", "crème brûlée"),
    "dash": ("18–20 Uhr", "18-20"),
    "no apostrophe": ("and it’s Sunday", "its sunday"),
    "apostrophe": ("we don’t call back", "don't call"),
    "another apostrophe": ("the cook's soup", "cookʼs"),
    "zero-width joiner": ("off\u200dice hours", "office"),
    "soft hyphen": ("com\u00adplaints", "complaints"),
}
"""Of what is kept: no two match the same words."""

DIFFERENT = {
    "Japanese voicing": ("かき", "かぎ"),
    "Hindi vowel": ("कल", "कील"),
    "Hindi joiner": ("कया", "क्या"),
    "Thai tone": ("ไม", "ไม่"),
}
"""Different words, however similar they look."""
