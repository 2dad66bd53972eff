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
