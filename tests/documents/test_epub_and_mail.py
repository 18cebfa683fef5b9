"""What a user relies on in books and mails: their text in order, and nothing that is not text."""

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from kotae.documents.model import Document
from kotae.documents.open import open_document
from kotae.errors import DocumentError

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Kelp</dc:title>
</metadata><manifest><item id="b" href="b%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/><item id="c" href="c.css" media-type="text/css"/>
<item id="x" href="../../../etc/passwd" media-type="text/html"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/><itemref idref="x"/><itemref idref="none"/></spine>
</package>"""
DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'


def book(folder: Path, *, opf: str = OPF, more: dict[str, str] | None = None) -> Document:
    chapters = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/a.opf": opf,
        "OEBPS/text/a.xhtml": f"{DOCTYPE}<html><body><h1>Growing</h1><p>Kelp grows in cold water.</p></body></html>",
        "OEBPS/b b.xhtml": "<html><body><h1>Selling</h1><script>x()</script><p>It is sold in May.</p></body></html>",
        "OEBPS/c.css": "p {}",
    }
    path = folder / "a.epub"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (chapters | (more or {})).items():
            archive.writestr(name, text)
    return open_document(path)


def test_a_book_is_read_in_its_own_order(tmp_path: Path) -> None:
    read = book(tmp_path)
    assert (read.format, read.title) == ("epub", "Kelp")
    assert [block.text for block in read.blocks()] == [
        "Growing",
        "Kelp grows in cold water.",
        "Selling",
        "It is sold in May.",
    ]


def test_books_that_do_harm_or_are_locked_or_broken(tmp_path: Path) -> None:
    entity = "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><html><body>&a;</body></html>"
    with pytest.raises(DocumentError, match="declares entities"):
        book(tmp_path, more={"OEBPS/text/a.xhtml": entity})
    with pytest.raises(DocumentError, match="encrypted"):
        book(tmp_path, more={"META-INF/encryption.xml": "<encryption><EncryptedKey/></encryption>"})
    with pytest.raises(DocumentError, match="damaged"):
        book(tmp_path, opf="<package>")
    with pytest.raises(DocumentError, match="no text"):
        book(tmp_path, opf="<package/>")


def mail(folder: Path, content: bytes) -> Document:
    path = folder / "a.eml"
    path.write_bytes(content)
    return open_document(path)


@pytest.mark.parametrize("charset", ["utf-8", "iso-2022-jp", "shift_jis", "euc-jp"])
def test_a_mail_in_all_encodings(tmp_path: Path, charset: str) -> None:
    message = EmailMessage()
    message["Subject"] = "港の工事について"
    message["From"] = "港湾局 <office@example.org>"
    message["To"] = "reader@example.org"
    message["Date"] = "Tue, 5 Mar 2024 10:00:00 +0900"
    message.set_content("岸壁の工事は5月に\n始まります。\n\n費用は未定です。\n", charset=charset)
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="図面.pdf")
    read = mail(tmp_path, message.as_bytes())
    assert (read.format, read.title) == ("eml", "港の工事について")
    assert [block.text for block in read.blocks()] == [
        "港の工事について",
        "From: 港湾局 <office@example.org>",
        "To: reader@example.org",
        "Date: Tue, 05 Mar 2024 10:00:00 +0900",
        "岸壁の工事は5月に始まります。",
        "費用は未定です。",
        "Attached: 図面.pdf",
    ]


def test_a_mail_that_is_a_page_keeps_its_tables(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Ships"
    rows = "<tr><th>Port</th><th>Ships</th></tr><tr><td>Lorne</td><td>12</td></tr><tr><td>Quay</td><td>9</td></tr>"
    message.set_content(f"<p>As agreed.</p><img src='http://127.0.0.1:9/x'><table>{rows}</table>", subtype="html")
    read = mail(tmp_path, message.as_bytes())
    assert [block.text for block in read.blocks()] == ["Ships", "As agreed."]
    assert next(read.tables()).header == ("Port", "Ships")


@pytest.mark.parametrize("content", [b"no mail at all\n" * 9, b"Subject: x\n\n", b"\xff\xfe\xfd" * 9])
def test_what_is_no_mail_is_one_line(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^a\.eml: "):
        mail(tmp_path, content)


def test_a_mail_within_a_mail_is_named_by_its_subject(tmp_path: Path) -> None:
    inner, message = EmailMessage(), EmailMessage()
    inner["Subject"], message["Subject"] = "Pilots 3/4", "Fwd"
    inner.set_content("The pilot comes at six.")
    message.set_content("See below.")
    message.add_attachment(inner)
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    assert [block.text for block in open_document(path).blocks()] == ["Fwd", "See below.", "Attached: Pilots 3-4.eml"]
