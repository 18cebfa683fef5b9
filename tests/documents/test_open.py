"""Opening files of every kind, above all those that are not what they should be."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pymupdf
import pytest
from office_bombs import small

from kotae.documents.decoding import decode
from kotae.documents.file_kinds import SUFFIXES
from kotae.documents.open import PARSER_VERSION, open_document
from kotae.errors import DocumentError

JAPANESE = "重要鉱物の供給は中国に集中している。\n\n表やソースの文字も読めること。\n" * 4


def a_pdf(path: Path, **how: object) -> Path:
    with pymupdf.open() as file:
        file.new_page().insert_text((70, 100), "Copper is a metal that conducts electricity well.")
        file.save(path, **how)
    return path


def a_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        open_document(path)
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message
    return message


def test_each_suffix_has_its_reader(tmp_path: Path) -> None:
    assert isinstance(PARSER_VERSION, int)
    formats = {
        ".pdf": "pdf",
        ".html": "html",
        ".htm": "html",
        ".md": "markdown",
        ".markdown": "markdown",
        ".txt": "text",
        ".docx": "docx",
        ".pptx": "pptx",
        ".xlsx": "xlsx",
        ".xlsm": "xlsx",
        ".xlsb": "xlsb",
        ".xls": "xls",
        ".csv": "csv",
        ".tsv": "csv",
        ".odt": "odt",
        ".ods": "ods",
        ".odp": "odp",
        ".rtf": "rtf",
        ".epub": "epub",
        ".eml": "eml",
        **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), "image"),
    }
    assert set(SUFFIXES) == set(formats)
    for suffix, name in formats.items():
        if suffix in (".xls", ".xlsb", ".odt", ".ods", ".odp", ".rtf", ".epub", ".eml") or name == "image":
            continue  # no package here writes them, and they have tests of their own
        path = tmp_path / f"copper{suffix.upper()}"
        if suffix == ".pdf":
            a_pdf(path)
        elif suffix in (".docx", ".pptx", ".xlsx", ".xlsm"):
            path.write_bytes(small(suffix))
        elif name == "html":
            path.write_text("<html><body><h1>Copper</h1><p>Copper is a metal.</p></body></html>", encoding="utf-8")
        else:
            path.write_text("# Copper\n\nCopper is a metal.\n", encoding="utf-8")
        assert open_document(path).format == name


def test_an_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    path = tmp_path / "budget.numbers"
    path.write_bytes(b"anything")
    assert ".pdf" in refusal(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "absent.pdf")
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    assert "not a file" in refusal(folder)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"empty{suffix}"
    path.write_bytes(b"")
    assert "empty" in refusal(path)
    path.write_bytes(b" \n\n")
    assert "empty" in refusal(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "secret.pdf")
    path.chmod(0)
    assert "right to read" in refusal(path)


@pytest.mark.parametrize("suffix", [".pdf", ".html", ".md", ".txt"])
def test_an_archive_under_another_name(tmp_path: Path, suffix: str) -> None:
    message = refusal(a_zip(tmp_path / f"report{suffix}"))
    assert "ZIP" in message
    assert "name says" in message


def test_a_pdf_under_another_name(tmp_path: Path) -> None:
    assert "suffix .pdf" in refusal(a_pdf(tmp_path / "report.txt"))
    assert "suffix .pdf" in refusal(a_pdf(tmp_path / "report.html"))


def test_text_under_the_name_of_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "notes.pdf"
    path.write_text("These are notes and no PDF.", encoding="utf-8")
    assert "not the PDF" in refusal(path)


def test_a_page_under_the_name_of_a_text(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("<!DOCTYPE html><html><p>Copper</p></html>", encoding="utf-8")
    assert ".html" in refusal(path)


def test_a_binary_text(tmp_path: Path) -> None:
    path = tmp_path / "core.txt"
    path.write_bytes(b"ELF\x00\x01\x02" * 50)
    assert "binary" in refusal(path)


def test_a_pdf_with_a_password(tmp_path: Path) -> None:
    locked = a_pdf(tmp_path / "locked.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="a", owner_pw="b")
    assert "password" in refusal(locked)
    open_to_read = a_pdf(tmp_path / "owned.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="", owner_pw="b")
    assert open_document(open_to_read).format == "pdf"


def test_broken_pdfs_say_so_and_print_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = a_pdf(tmp_path / "whole.pdf").read_bytes()
    for name, content in {
        "head.pdf": b"%PDF-1.7\n" + b"garbage " * 200,
        "cut.pdf": whole[: len(whole) // 3],
        "holes.pdf": whole.replace(b"stream", b"st\x00eam").replace(b"/Pages", b"/Pxges"),
        "tail.pdf": b"%PDF-1.4\n%%EOF\n",
    }.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert refusal(path)
    assert capfd.readouterr() == ("", "")


def test_a_scan(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    with pymupdf.open() as file:
        file.new_page().draw_rect((100, 100, 300, 300), fill=(0.5, 0.5, 0.5))
        file.save(path)
    assert "OCR" in refusal(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp932", "euc_jp", "iso2022_jp"])
def test_japanese_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(JAPANESE.encode(encoding))
    text = " ".join(block.text for block in open_document(path).blocks())
    assert "重要鉱物の供給は中国に集中している。" in text


def test_western_text_in_an_old_encoding() -> None:
    text = "The café’s naïve “façade” costs 5 €, says Müller – and he knows. " * 5
    assert decode(text.encode("cp1252"), "menu.txt") == text


def test_an_encoding_that_nobody_knows(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(bytes([0x81, 0xFF, 0xFD, 0xFE, 0x80, 0xA0]) * 40)
    assert "UTF-8" in refusal(path)


def test_opening_costs_nothing_until_a_pdf_comes() -> None:
    code = "import sys, kotae.documents.open; print('pymupdf' in sys.modules, 'selectolax' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["False", "False"]


def test_reading_needs_no_network(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "copper.pdf")
    code = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise SystemExit('the network was asked')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from pathlib import Path\n"
        "from kotae.documents.open import open_document\n"
        "print(open_document(Path(sys.argv[1])).format)\n"
    )
    result = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert (result.stdout.strip(), result.returncode) == ("pdf", 0), result.stderr
