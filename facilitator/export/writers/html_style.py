"""How a page of HTML looks: on a screen, by day and by night, and on paper."""

from facilitator.export import phrases
from facilitator.export.paper import Paper

_NUMBERS = '"{}" counter(page) "{}" counter(pages) "{}"'
_SIZES = {Paper.A4: "A4", Paper.LETTER: "letter"}
_LIGHT = """\
--ink:#1a1a1a;--second:#3d3d3d;--ground:#f5f3ef;--paper:#fff;--line:#d9d4cb;--rule:#1a1a1a;
--blue:#0072b2;--blue-ground:#e3eef9;--blue-ink:#00476f;--on-blue:#fff;
--orange:#e69f00;--orange-ground:#ffe9cc;--orange-ink:#6b4400;--target:#fff6d6;"""
_DARK = """\
--ink:#f2efea;--second:#c4beb4;--ground:#141414;--paper:#1f1f1f;--line:#46443e;--rule:#f2efea;
--blue:#56b4e9;--blue-ground:#12324a;--blue-ink:#cfe8fa;--on-blue:#0b2233;
--orange:#e69f00;--orange-ground:#46330c;--orange-ink:#ffe2b0;--target:#4a4320;"""
_SCREEN = """\
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);
font:16px/1.45 "Noto Sans",system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,
"Noto Sans Arabic","Noto Sans Hebrew","Noto Sans Devanagari","Noto Sans Thai","Noto Sans CJK SC",
"Apple Color Emoji","Segoe UI Emoji","Noto Color Emoji",sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:anywhere;
-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:60rem;margin:2rem auto;padding:4rem 4.5rem 4.5rem;background:var(--paper);
border:1px solid var(--line);border-radius:16px}
[dir=auto]{unicode-bidi:plaintext;text-align:start}
span[dir=auto]{unicode-bidi:isolate}
.text[dir=auto]{unicode-bidi:plaintext}
span.text{display:block}
h1{margin:0 0 .6rem;font-size:2.5rem;line-height:1.2;font-weight:700;letter-spacing:-.01em}
h1:has(+.title){margin:0 0 .1rem;color:var(--second);font-size:1rem;line-height:1.4;
font-weight:650;letter-spacing:0}
.logo{float:inline-end;width:auto;height:auto;max-width:13rem;max-height:4.2rem;
margin-inline-start:1.5rem;border-radius:4px}
h2{margin:0 0 1rem;font-size:1.6rem;line-height:1.3;font-weight:700}
h3{margin:0;font-size:1.05rem;line-height:1.4;font-weight:650}
h2,h3,tr,li{scroll-margin-top:1rem}
section{margin-top:3.5rem}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;margin-top:2.5rem;padding-top:1rem;
border-top:1px solid var(--line);font-size:.9rem}
section>h3,section>.head{margin-top:1.6rem}
section>h3{margin-bottom:.3rem}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--line);
text-decoration-thickness:2px;text-underline-offset:.2em}
a:hover{text-decoration-color:var(--blue)}
a:focus-visible{outline:3px solid var(--blue);outline-offset:2px;border-radius:2px}
:target,li:target>.line{background:var(--target)}
.small{color:var(--second);font-size:.84rem;line-height:1.4}
.turn::before{content:attr(data-name);font-size:.65em;padding:0 .25em;margin:0 .1em;
border:1px solid currentColor;border-radius:3px;unicode-bidi:isolate}
.p{margin:.35rem 0}
.p.title{margin:0 0 .5rem}
.p.title .text{font-size:2.5rem;line-height:1.2;font-weight:700;letter-spacing:-.01em}
.p.title.long .text{font-size:1.5rem;line-height:1.3}
.p.facts{color:var(--second)}
.p.strong .text{font-weight:650}
.p.body .lead,.p.notice .lead{font-weight:650}
.p.body .lead+.text,.p.notice .text,.p.facts .text{display:inline}
.p.first{margin:1.4rem 0;padding:.9rem 1.4rem 1rem;background:var(--blue-ground);
color:var(--blue-ink);border-inline-start:8px solid var(--blue)}
.p.first .lead{display:block;font-size:.84rem}
.p.first .text{color:var(--ink);font-size:1.35rem;line-height:1.35;font-weight:650}
.p.notice{margin:1.4rem 0;padding:.75rem 1.2rem;background:var(--orange-ground)}
.p.daily{margin:1.6rem 0}
.p.daily .lead{display:block;color:var(--second);font-size:.84rem}
.p.daily .text{font-size:1.35rem;line-height:1.35;font-weight:650}
.p.statement{margin:.2rem 0 .6rem;display:grid;grid-template-columns:1fr auto;column-gap:1.5rem}
.p.statement .lead{grid-column:1/-1;margin-top:.8rem;color:var(--second);font-size:.84rem}
.p.statement .text{font-size:1.2rem;line-height:1.45;font-weight:500}
.p.statement .small{grid-column:1/-1}
table{width:100%;margin:1.6rem 0 1rem;border-collapse:collapse}
caption{padding:.9rem 0 .2rem;font-weight:650;text-align:start}
thead th{padding:0 0 .4rem 1.5rem;border-bottom:2px solid var(--rule);color:var(--second);
font-size:.84rem;font-weight:650;text-align:start;vertical-align:bottom;overflow-wrap:normal}
tbody th,tbody td{padding:.8rem 0 .85rem 1.5rem;border-bottom:1px solid var(--line);
text-align:start;vertical-align:top;line-height:1.4}
tbody th{width:100%;font-weight:400;position:relative}
tbody td{font-weight:650}
.cell{width:max-content;max-width:11rem;overflow-wrap:anywhere}
table.numbers :is(th,td):first-child{padding-left:0}
table.numbers .cell{min-width:6rem}
table.actions :is(th,td):first-child{padding-left:2rem}
.box{display:inline-block;width:1.05rem;height:1.05rem;border:2px solid var(--ink);
border-radius:4px;position:relative;flex:none}
.actions th>.box{position:absolute;left:0;top:1rem}
.ticked::after{content:"";position:absolute;left:.22rem;top:-.02rem;width:.32rem;height:.62rem;
border:solid var(--ink);border-width:0 2.5px 2.5px 0;transform:rotate(42deg)}
.over,.over td,.over .aside{color:var(--second);font-weight:400}
ul{margin:0;padding:0;list-style:none}
.outline{margin:.2rem 0 .8rem}
.line{display:flex;gap:.2rem .7rem;align-items:baseline;padding:.32rem 0}
.line .main{flex:1;min-width:0}
.line .lead{flex:none;min-width:4.4rem;color:var(--second);font-size:.84rem}
.line.strong .text{font-weight:650}
.line .box{align-self:flex-start;margin-top:.15rem}
.asides{flex:none;font-weight:650;text-align:start;max-width:45%}
.asides.n2{display:grid;grid-template-columns:minmax(0,8rem) 6rem;column-gap:1rem}
.little .text{color:var(--second);font-size:.9rem}
.line.little{padding:.1rem 0;margin-inline-start:1.6rem}
.line.little .main::before{content:"·";position:absolute;margin-inline-start:-.8rem}
.line .aside{display:block}
.outline ul{margin-inline-start:1.1rem;padding-inline-start:1.1rem;
border-inline-start:2px solid var(--line)}
.flat>li>.line{border-bottom:1px solid var(--line)}
.outline:not(.flat)>li:has(ul)+li{margin-top:.5rem}
.outline>li>.line.little{border:0}
.head{padding:.15rem 0}
.head.gap,.head.strength{padding:.6rem 1.2rem .65rem}
.head.gap{background:var(--orange-ground);border-inline-start:6px solid var(--orange)}
.head.strength{background:var(--blue-ground);border-inline-start:6px solid var(--blue)}
.head h3{display:flex;gap:.8rem;align-items:baseline}
.head h3 .text{flex:1;min-width:0}
.head>.small{margin-inline-start:0}
.head.gap>h3:has(.number)+.small{margin-inline-start:1.6rem}
.number{min-width:.8rem}
.columns{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem 2rem;align-items:start}
.columns .head h3{align-items:center}
.columns .number{display:inline-flex;align-items:center;justify-content:center;flex:none;
width:1.9rem;height:1.9rem;border-radius:50%;border:3px solid var(--orange);font-size:.78rem;
font-weight:700}
.columns .strength .number{border-color:var(--blue);background:var(--blue);color:var(--on-blue)}
.columns .gap h3:not(:has(.number))::before{content:"";flex:none;width:1.9rem;height:1.9rem;
border-radius:50%;border:3px solid var(--orange)}
.column .line{padding:.5rem 0 .55rem}
.column>.small{padding:.6rem 0}
.signatures{display:none}
@media (max-width:46rem){
main{margin:0;padding:1.5rem 1.1rem 2.5rem;border:0;border-radius:0}
.p.title .text{font-size:1.8rem}
.columns{grid-template-columns:1fr}
thead th,tbody th,tbody td{padding-left:.7rem}
tbody td{font-size:.9rem}
.cell{max-width:5.2rem}
.line{flex-wrap:wrap}
.line .lead{min-width:100%}
.asides{max-width:100%;min-width:100%;font-size:.9rem}
.asides.n2{grid-template-columns:auto 1fr}
.task .asides{padding-inline-start:1.75rem}
.outline ul{margin-inline-start:.2rem;padding-inline-start:.7rem}
}
"""
_PAPER = """\
html{font-size:11pt}
body{background:none;font-size:10.5pt;line-height:1.36}
main{max-width:none;margin:0;padding:0;border:0;border-radius:0}
nav{display:none}
h1{font-size:25pt}
h1:has(+.title){font-size:11pt}
.p.title .text{font-size:25pt}
.p.title.long .text{font-size:16pt}
table{margin:12pt 0 8pt}
.p.first,.p.notice,.p.daily{margin:12pt 0}
section{margin-top:22pt}
.title~section:first-of-type{break-before:page;margin-top:0}
h2,h3,.head,caption,.p.notice+h2{break-after:avoid}
h2,h3,tr,.line,.head,.p{break-inside:avoid}
p,.text{orphans:2;widows:2}
thead{display:table-header-group}
a{text-decoration:none}
:target,li:target>.line{background:none}
.outline{margin:1pt 0 6pt}
.outline:not(.flat)>li{break-inside:avoid}
.line{padding:2.5pt 0}
tbody th,tbody td{padding-top:5pt;padding-bottom:5.5pt;line-height:1.32}
.actions th>.box{top:6pt}
.close tbody th,.close tbody td{padding-top:3pt;padding-bottom:3.5pt}
.close .actions th>.box{top:4pt}
.columns{grid-template-columns:1fr 1fr}
.signatures{display:grid;grid-template-columns:repeat(4,1fr);gap:0 18pt;break-inside:avoid}
.signatures>div{margin-top:32pt;padding-top:3pt;border-top:1pt solid var(--rule);font-size:9.5pt}
"""


def style(paper: Paper, *, is_landscape: bool = False) -> str:
    """Return the style of a page that would be printed on this paper."""
    page = _NUMBERS.format(*phrases.page_of(0, 0).split("0"))
    size = f"{_SIZES[paper]} landscape" if is_landscape else _SIZES[paper]
    sheet = f"@page{{size:{size};margin:16mm 16mm 18mm;@bottom-right{{content:{page};"
    sheet += "font:8.5pt system-ui,sans-serif;color:#3d3d3d}}"
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{_DARK}}}}}"
    return f"\n:root{{{_LIGHT}}}\n{dark}\n{_SCREEN}@media print{{\n{_PAPER}}}\n{sheet}\n"
