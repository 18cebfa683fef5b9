"""Whole documents of each format, to be mutated: those of the repository, and small ones that are made here."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

import pymupdf
from binary_excel import xls, xlsb
from office_bombs import small
from PIL import Image, ImageDraw
from support import ROOT, SMALL

_BRIEF = ROOT / "corpus" / "critical-minerals-brief.ja.pdf"
_DOCUMENTS = ROOT / "tests" / "questions" / "documents"
_PAGES = (0, 2, 4, 8)  # of the brief, with text, tables and references; each becomes a file that is read in a second
_SAID = "The harbour was dredged in 1862."
_ROWS = (("Port", "Ships", "Year"), ("Lorne", "12", "1862"), ("Quay", "9", "1870"))
_RTF = (
    rb"{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 A;}}{\stylesheet{\s1 heading 1;}}\pard\s1 Harbours\par"
    rb"\pard\f0 \'8d\'60 The harbour was {\v not }dredged in 1862{\footnote Or 1863.}.\u28207 ?\par"
    rb"\trowd\clvmgf\cellx2000\cellx4000\pard\intbl Port\cell Ships\cell\row"
    rb"\trowd\cellx2000\cellx4000\pard\intbl Lorne\cell 12\cell\row\pard{\pict\bin4 abcd}}"
)
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
)

Seeds = Mapping[str, Sequence[bytes]]


def seeds() -> Seeds:
    """Return documents by the suffixes of their formats."""
    files = [(path.suffix, path.read_bytes()) for path in sorted(_DOCUMENTS.iterdir())]
    files += [(Path(name).suffix, text.encode()) for name, text in SMALL.items()]
    files += [(".txt", path.read_bytes()) for path in sorted(_DOCUMENTS.glob("*.md"))]
    files += [(".pdf", _single(page)) for page in _PAGES]
    files += [(suffix, small(suffix)) for suffix in (".docx", ".pptx", ".xlsx")]
    files += [(f".{kind}", _open_document(kind)) for kind in ("odt", "ods", "odp")]
    files += [(f".{kind}", _picture(kind)) for kind in ("png", "jpg", "tif")]
    cells = [(row, column, value, 0) for row, values in enumerate(_ROWS) for column, value in enumerate(values)]
    sheets = [("Ports", False, cells, [(4, 5, 0, 1)]), ("Hidden", True, cells, [])]
    files += [(".xls", xls(sheets)), (".xlsb", xlsb(sheets)), (".rtf", _RTF), (".epub", _book()), (".eml", _mail())]
    files.append((".csv", "\n".join(map(",".join, (*_ROWS, ('"a ""b"', "港", "")))).encode("cp932")))
    return {suffix: [content for other, content in files if other == suffix] for suffix, _ in files}


def _single(page: int) -> bytes:
    with pymupdf.open(_BRIEF) as brief, pymupdf.open() as single:
        single.insert_pdf(brief, from_page=page, to_page=page)
        # Streams as they are drawn, not packed: a changed bit is a changed drawing then, and not only a broken stream.
        content: bytes = single.tobytes(garbage=3, deflate=bool(page % 4))
        return content


def _archive(parts: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def _open_document(kind: str) -> bytes:
    rows = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{text}</text:p></table:table-cell>' for text in row)}"
        "</table:table-row>"
        for row in _ROWS
    )
    table = f'<table:table table:name="Ports">{rows}</table:table>'
    name, body = {
        "odt": ("text", f"<text:h>Harbours</text:h><text:p>{_SAID}</text:p>{table}"),
        "ods": ("spreadsheet", table),
        "odp": ("presentation", f"<draw:page><draw:frame>{table}</draw:frame></draw:page>"),
    }[kind]
    content = f"<office:document-content {_ODF}><office:body><office:{name}>{body}</office:{name}></office:body>"
    return _archive({"META-INF/manifest.xml": "<m/>", "content.xml": f"{content}</office:document-content>"})


def _book() -> bytes:
    items = '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    return _archive(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
            "a.opf": f'<package>{items}<spine><itemref idref="a"/></spine></package>',
            "a.xhtml": f"<html><body><h1>Harbours</h1><p>{_SAID}</p></body></html>",
        }
    )


def _mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "港"
    message["From"] = "office@example.org"
    message.set_content(_SAID)
    message.add_alternative(f"<p>{_SAID}</p>", subtype="html")
    message.add_attachment("\n".join(map(",".join, _ROWS)), filename="ports.csv")
    return message.as_bytes()


def _picture(kind: str) -> bytes:
    picture = Image.new("L", (420, 80), 255)
    ImageDraw.Draw(picture).text((10, 20), _SAID, font_size=24)
    made = io.BytesIO()
    picture.save(made, {"png": "PNG", "jpg": "JPEG", "tif": "TIFF"}[kind])
    return made.getvalue()
