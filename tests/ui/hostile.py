"""A corpus whose texts, titles, tables, references and file names try to be more than text, with files that are broken."""

import html
from pathlib import Path

MARKUP = (
    """<script>alert(1)</script> <img src=x onerror=alert(2)> "onmouseover="alert(3)" ' onfocus='alert(4)' &lt;b&gt;"""
)
TEMPLATES = "${1+1} {{7*7}} {% raw %} {0.__class__} {title} %s <%= 1 %>"
TITLE = f"Pump | \"><svg onload=alert(5)> ' {MARKUP} {TEMPLATES}"
HEADING = f"Motto {MARKUP}"
SENTENCE = f"The pump's motto is {MARKUP} {TEMPLATES} and nothing else."
# Lines that are lists, rules and headings to Markdown, and formulas to a spreadsheet.
LINES = (
    "- 5 degrees is the least that the gasket of the pump withstands.",
    "1986. A great year for gaskets, said Alder.",
    "+ Alder makes them.",
    "Cork was used then",
    "---",
    "===",
    "# No heading, and [no link](https://evil.example) ![no picture](x) <b>nor</b> `code` **or** | table | ~~gone~~",
)
NAME = """=cmd"'><img src=x onerror=alert(6)>&lt;.md"""
REFERENCE = (
    f'Harper, J. [2019], Pumps {MARKUP}, https://good.example/pumps https://evil.example/"onmouseover="alert(7).'
)

_PARAGRAPHS = "".join(f"<p>{html.escape(line)}</p>" for line in LINES)
_TABLE = f"""<table><caption>Table 1 Prices {html.escape(MARKUP)}</caption>
<tr><th>Pump</th><th>Price {html.escape(MARKUP)} (krona)</th></tr>
<tr><td>Alder {html.escape(MARKUP)}</td><td>400</td></tr><tr><td>Birch</td><td>750</td></tr>
<tr><td>Cedar</td><td>=1+1</td></tr></table>"""

_MEADOW = """# Flower survey of Larkfield, {side} meadow

Table 4. Flowers counted at Larkfield

| Flower | Blooms (stems) |
|---|---|
| Cowslip `<b onclick=alert(8)>` | {cowslip} |
| Harebell | {harebell} |
| Yarrow | 90 |
"""
_SOURCES = """[[document]]
id = 'notes "><script>alert(9)</script>'
title = "Notes on rain <i>and</i> wind"
file = "b/notes.txt"
citation = "Harper[2019]"
publisher = "<b>Quay</b> Press"
"""

FILES = {
    "sources.toml": _SOURCES,
    "meadow-east.md": _MEADOW.format(side="eastern", cowslip=310, harebell=125),
    "meadow-west.md": _MEADOW.format(side="western", cowslip=105, harebell=240),
    "pump.html": f"<html><head><title>{html.escape(TITLE)}</title></head><body><h1>Pump</h1>"
    f"<h2>{html.escape(HEADING)}</h2><p>{html.escape(SENTENCE)}</p>"
    f"<p>The valve was designed by nobody (Harper[2019]; Nobody[1901]).</p><h2>The gasket</h2>{_PARAGRAPHS}"
    f"<h2>Prices</h2>{_TABLE}<h2>References</h2><p>{html.escape(REFERENCE)}</p></body></html>",
    NAME: "# =HYPERLINK(1)\n\n## @SUM(A1)\n\n=1+1 is what the sprocket of the lathe says.\n",
    "rule.md": "***\n",
    "b/notes.txt": "Notes on rain\n\nIt rained for nine days in the valley of Lorne.\n",
}
# Nobody can read these: one in a folder, one that is called as a good one elsewhere is.
BROKEN = {"scans/broken.pdf": b"%PDF-1.7\ngarbage", "later/notes.txt": b"\x00\x01\x02"}


def write_hostile(folder: Path) -> Path:
    """Write the corpus into a folder."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name, content in BROKEN.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
