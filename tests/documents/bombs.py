"""Small files that ask for far more work than their size says: to read any of them whole takes minutes or gigabytes.

Every function gives the bytes of a file; `DOCUMENTS` and `QUESTION_SETS` name those of full size. What they ask for grows
with their argument, so that the time of a reader can be measured against it.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

GIGABYTE = 1024 * 1024 * 1024
_CHUNK = 1024 * 1024


def nested_divs(depth: int = 100_000) -> bytes:
    """Return an HTML page whose elements stand in each other."""
    return b"<!doctype html><title>Deep</title>" + b"<div>" * depth + b"text at the bottom" + b"</div>" * depth


def nested_spans(depth: int = 20_000) -> bytes:
    """Return an HTML page of inline elements in each other, with a block at the bottom."""
    return (
        b"<!doctype html><title>Spans</title>" + b"<span>" * depth + b"<p>text at the bottom</p>" + b"</span>" * depth
    )


def nested_tables(depth: int = 20_000) -> bytes:
    """Return an HTML page of tables in each other."""
    return b"<!doctype html><title>Tables</title>" + b"<table><tr><td>" * depth + b"text"


def covering_cells(rows: int = 50_000) -> bytes:
    """Return an HTML table whose cells each cover all the rows below and many columns."""
    cells = b"".join(b"<tr><td rowspan=65534 colspan=200>%d" % row for row in range(rows))
    return b"<!doctype html><title>Cells</title><table>" + cells + b"</table>"


def html_table(rows: int = 100_000, columns: int = 10) -> bytes:
    """Return an ordinary HTML table, only huge."""
    cells = b"".join(b"<tr>" + b"".join(b"<td>%d" % (row + column) for column in range(columns)) for row in range(rows))
    return b"<!doctype html><title>Rows</title><table>" + cells + b"</table>"


def long_line(size: int = 51_000_000) -> bytes:
    """Return one line of text: a plain text, and a Markdown text as well."""
    return (b"Copper conducts electricity well " * (size // 33 + 1))[:size]


def html_line(size: int = 51_000_000) -> bytes:
    """Return an HTML page with one line of text."""
    return b"<!doctype html><title>Line</title><p>" + long_line(size) + b"</p>"


def one_word(size: int = 51_000_000) -> bytes:
    """Return one word of so many letters: no reader can cut it at a space."""
    return b"x" * size


def nested_quotes(depth: int = 20_000) -> bytes:
    """Return Markdown quotes in each other."""
    return b"# Quotes\n\n" + b">" * depth + b" text\n"


def nested_items(depth: int = 2_000) -> bytes:
    """Return Markdown list items in each other."""
    return b"# Items\n\n" + b"".join(b"  " * level + b"- item\n" for level in range(depth))


def open_marks(count: int = 100_000) -> bytes:
    """Return Markdown with marks that are opened and never closed."""
    return b"# Marks\n\n" + b"[a](<!--`*_" * count + b"\n"


def blank_title(size: int = 200_000) -> bytes:
    """Return a Markdown text whose title in its front matter has a gap of so many spaces."""
    return b"---\ntitle: a" + b" " * size + b"b\n---\n\ntext\n"


def markdown_table(rows: int = 100_000, columns: int = 10) -> bytes:
    """Return an ordinary Markdown table, only huge."""
    head = b"|" + b" column |" * columns + b"\n|" + b"---|" * columns + b"\n"
    return b"# Table\n\n" + head + b"".join(b"|" + b" %d |" % row * columns + b"\n" for row in range(rows))


def text_table(rows: int = 100_000, columns: int = 10) -> bytes:
    """Return an ordinary table of tabs in a plain text, only huge."""
    return b"A table\n\n" + b"".join(b"\t".join([b"%d" % row] * columns) + b"\n" for row in range(rows))


def broken_lines(count: int = 100_000) -> bytes:
    """Return a plain text of one sentence that goes on for so many lines, a blank one after each."""
    return b"A text\n\n" + b"and the sentence goes on with some words,\n\n" * count


def pdf(objects: Mapping[int, bytes]) -> bytes:
    """Return a PDF of these objects by their numbers, of which 1 is the catalogue; its cross-references are right."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    out += b"".join(b"%d 1\n%010d 00000 n \n" % entry for entry in places.items())
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object's body."""
    return b"<< /Length %d %s >>\nstream\n" % (len(content), entries) + content + b"\nendstream"


def pages(contents: Iterable[bytes], others: Mapping[int, bytes] | None = None, resources: bytes = b"") -> bytes:
    """Return a PDF with a page for each content stream's body; /F1 is Helvetica; `others` are numbered from 1000."""
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b""}  # the tree comes before the pages
    objects[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    kids = []
    for place, content in enumerate(contents):
        page, body = 10 + 2 * place, 11 + 2 * place
        kids.append(b"%d 0 R" % page)
        objects[page] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> %s >> >>" % (body, resources)
        )
        objects[body] = content
    objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return pdf(objects | dict(others or {}))


def said(text: str) -> bytes:
    """Return a content stream that shows a line of text."""
    return stream(b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text.encode("ascii"))


def between(content: bytes, others: Mapping[int, bytes] | None = None, resources: bytes = b"") -> bytes:
    """Return a PDF of three pages, of which the second is a bomb and the others say what they are."""
    first = said("The first page says that copper is a metal that conducts electricity well.")
    last = said("The last page says that lithium is the lightest of all the metals.")
    return pages([first, content, last], others, resources)


def calling_forms(levels: int = 12, calls: int = 10) -> bytes:
    """Return a PDF of a few kB: a page draws a form that draws the next form ten times, and so on, twelve levels deep."""
    forms = {}
    for level in range(levels):
        number = 1000 + level
        last = level == levels - 1
        body = b"BT /F1 1 Tf 10 10 Td (x) Tj ET" if last else b"/X Do " * calls
        down = b"/Font << /F1 3 0 R >>" if last else b"/XObject << /X %d 0 R >>" % (number + 1)
        kind = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>" % down
        forms[number] = stream(body, kind)
    return between(stream(b"/X Do"), forms, b"/XObject << /X 1000 0 R >>")


def deflated(size: int, of: bytes = b" ", first: bytes = b"") -> bytes:
    """Return `first` and then `size` equal bytes, packed a thousand times smaller; made without having them all at once."""
    packer, chunk = zlib.compressobj(9), of * _CHUNK
    head = packer.compress(first + chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(chunk) + packer.flush(
        zlib.Z_FULL_FLUSH
    )  # it refers to nothing before it: it can be repeated
    count = max(1, size // _CHUNK)
    check = zlib.adler32(first)
    for _ in range(count):
        check = zlib.adler32(chunk, check)
    return head + again * (count - 1) + b"\x03\x00" + check.to_bytes(4, "big")


def inflating_page(size: int = 2 * GIGABYTE) -> bytes:
    """Return a PDF whose second page has a content stream of 2 GB in 2 MB."""
    return between(stream(deflated(size), b"/Filter /FlateDecode"))


def inflating_image(size: int = 2 * GIGABYTE) -> bytes:
    """Return a PDF whose second page draws a picture of 2 GB in 2 MB."""
    side = int(size**0.5)
    kind = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8" % (
        side,
        side,
    )
    image = stream(deflated(size, b"\x00"), kind + b" /Filter /FlateDecode")
    content = b"q 500 0 0 500 20 20 cm /X Do Q BT /F1 12 Tf 72 800 Td (The picture below is dark.) Tj ET"
    return between(stream(content), {1000: image}, b"/XObject << /X 1000 0 R >>")


def inflating_font(size: int = 2 * GIGABYTE) -> bytes:
    """Return a PDF whose second page is set in a font of 2 GB in 2 MB."""
    others = {
        1000: b"<< /Type /Font /Subtype /TrueType /BaseFont /Big /FirstChar 32 /LastChar 32 /Widths [500] "
        b"/FontDescriptor 1001 0 R /Encoding /WinAnsiEncoding >>",
        1001: b"<< /Type /FontDescriptor /FontName /Big /Flags 32 /FontFile2 1002 0 R /ItalicAngle 0 /Ascent 800 "
        b"/Descent -200 /CapHeight 700 /StemV 80 /FontBBox [0 0 1000 1000] >>",
        1002: stream(deflated(size, b"\x00"), b"/Filter /FlateDecode /Length1 %d" % size),
    }
    objects = between(stream(b"BT /F9 12 Tf 72 700 Td (Set in a large font.) Tj ET"), others)
    return objects.replace(b"/Font << /F1 3 0 R >>", b"/Font << /F1 3 0 R /F9 1000 0 R >>")


def inflating_objects(size: int = 2 * GIGABYTE) -> bytes:
    """Return a PDF whose catalogue lies in an object stream of 2 GB in 2 MB."""
    catalogue, tree = b"<< /Type /Catalog /Pages 2 0 R >> ", b"<< /Type /Pages /Count 1 /Kids [10 0 R] >> "
    places = b"1 0 2 %d " % len(catalogue)
    kind = b"/Type /ObjStm /N 2 /First %d /Filter /FlateDecode" % len(places)
    bodies = {
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        5: stream(deflated(size, first=places + catalogue + tree), kind),
        10: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
        11: said("A page whose catalogue lies in a large stream."),
    }
    out = bytearray(b"%PDF-1.7\n")
    entries = {number: b"\x00" + bytes(5) for number in range(12)} | {
        1: b"\x02" + b"\0\0\0\5\0",
        2: b"\x02" + b"\0\0\0\5\1",
    }
    for number, body in bodies.items():
        entries[number] = b"\x01" + len(out).to_bytes(4, "big") + b"\0"
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = stream(b"".join(entries.values()), b"/Type /XRef /Size 12 /W [1 4 1] /Root 1 0 R")
    return bytes(out) + b"9 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(out)


def overlapping_strings(count: int = 15_000) -> bytes:
    """Return a PDF whose second page has so many strings over each other, at ever other places."""
    lines = b"".join(
        b"1 0 0 1 %.3f %.3f Tm (overlapping text %d) Tj\n" % (20 + i * 37.7 % 450, 20 + i * 53.3 % 800, i)
        for i in range(count)
    )
    return between(stream(zlib.compress(b"BT /F1 10 Tf\n" + lines + b"ET"), b"/Filter /FlateDecode"))


def crossing_rules(count: int = 20_000) -> bytes:
    """Return a PDF whose second page draws so many lines across each other."""
    half = count // 2
    flat = b"".join(b"20 %.3f m 570 %.3f l S\n" % (y, y) for y in (20 + 800 * i / half for i in range(half)))
    upright = b"".join(b"%.3f 20 m %.3f 820 l S\n" % (x, x) for x in (20 + 550 * i / half for i in range(half)))
    text = b"BT /F1 10 Tf 72 400 Td (words among the lines) Tj ET\n"
    return between(stream(zlib.compress(flat + upright + text), b"/Filter /FlateDecode"))


def many_pages(count: int = 20_000) -> bytes:
    """Return a PDF with so many pages, which all show the same stream."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b" ".join(b"%d 0 R" % (10 + i) for i in range(count))),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: said("The same page again and again, with some words on it."),
    }
    return pdf(objects | {10 + i: page for i in range(count)})


def huge_page() -> bytes:
    """Return a PDF with a page of 14,000 × 9,000 points: no bomb, only a large drawing."""
    text = b"BT /F1 96 Tf 1000 5000 Td (The main pump is rated at 37 kW and stands in hall B.) Tj ET"
    return pages([stream(text)]).replace(b"[0 0 595 842]", b"[0 0 14000 9000]")


_XLSX_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="Questions" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def workbook_cell(size: int = GIGABYTE) -> bytes:
    """Return an Excel workbook of 1 MB whose second row has a cell of 1 GB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in _XLSX_PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                b'<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c>'
                b'<c r="B1" t="inlineStr"><is><t>question</t></is></c></row>'
                b'<row r="2"><c r="A2" t="inlineStr"><is><t>1</t></is></c><c r="B2" t="inlineStr"><is><t>'
            )
            for _ in range(max(1, size // _CHUNK)):
                sheet.write(b"a" * _CHUNK)
            sheet.write(b"</t></is></c></row></sheetData></worksheet>")
    return made.getvalue()


def yaml_aliases(levels: int = 30) -> bytes:
    """Return a YAML list in which every list holds the one before nine times."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return ("- id: 1\n  question: What is it?\n  " + "\n  ".join(lines) + "\n").encode()


def json_line(size: int = 200_000_000) -> bytes:
    """Return one line of JSON that is a list of so many bytes."""
    return b'{"id": "1", "question": "What is it?", "answers": [' + b"[]," * (size // 3) + b"[]]}\n"


def csv_field(size: int = 100_000_000) -> bytes:
    """Return a CSV with a field of so many bytes."""
    return b"id,question,answers\n1,What is it?,x\n2," + b"a" * size + b",x\n"


def quoted_csv_field(size: int = 100_000_000) -> bytes:
    """Return a CSV with a quoted field of so many lines."""
    return b'id,question,answers\n1,What is it?,x\n2,"' + b"a\n" * (size // 2) + b'",x\n'


DOCUMENTS: Mapping[str, Callable[[], bytes]] = {
    "nested-divs.html": nested_divs,
    "nested-spans.html": nested_spans,
    "nested-tables.html": nested_tables,
    "covering-cells.html": covering_cells,
    "huge-table.html": html_table,
    "long-line.txt": long_line,
    "long-line.md": long_line,
    "long-line.html": html_line,
    "one-word.txt": one_word,
    "nested-quotes.md": nested_quotes,
    "nested-items.md": nested_items,
    "open-marks.md": open_marks,
    "blank-title.md": blank_title,
    "huge-table.md": markdown_table,
    "huge-table.txt": text_table,
    "broken-lines.txt": broken_lines,
    "calling-forms.pdf": calling_forms,
    "inflating-page.pdf": inflating_page,
    "inflating-image.pdf": inflating_image,
    "inflating-font.pdf": inflating_font,
    "inflating-objects.pdf": inflating_objects,
    "overlapping-strings.pdf": overlapping_strings,
    "crossing-rules.pdf": crossing_rules,
    "many-pages.pdf": many_pages,
}
"""The documents of full size by their file names."""

QUESTION_SETS: Mapping[str, Callable[[], bytes]] = {
    "workbook-cell.xlsx": workbook_cell,
    "aliases.yaml": yaml_aliases,
    "one-line.jsonl": json_line,
    "field.csv": csv_field,
    "quoted-field.csv": quoted_csv_field,
}
"""The question sets of full size by their file names."""
