"""Mails as programs really write them: in any encoding, told or not, with the characters of Windows; and their file names."""

import base64
from pathlib import Path
from urllib.parse import quote

import pytest

from kotae.documents.mail import attached
from kotae.documents.open import open_document

TEXT = "工事は四月一日に始まります。費用は①三百万円です。"
NAME = "①見積書.txt"
_HEADERS = "From: office@example.org\r\nDate: Mon, 3 Feb 2025 10:00:00 +0900\r\n"


def in_mail_form(text: str) -> bytes:
    """Return Japanese text in ISO-2022-JP with the characters of Windows, as mail programs write it and Python does not."""
    pairs = []
    for lead, trail in (character.encode("cp932") for character in text):
        second = trail > 0x9E
        row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2 + 0x21 + second
        cell = trail - 0x7E if second else trail - (0x1F if trail < 0x7F else 0x20)
        pairs.append(bytes([row, cell]))
    return b"\x1b$B" + b"".join(pairs) + b"\x1b(B"


def mail(body: bytes, kind: str, coding: str = "8bit", subject: bytes = b"Plan") -> bytes:
    sent = base64.encodebytes(body) if coding == "base64" else body
    told = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\nSubject: "
    return (_HEADERS + told).encode() + subject + b"\r\n\r\n" + sent


def texts(folder: Path, content: bytes) -> list[str]:
    path = folder / "a.eml"
    path.write_bytes(content)
    return [block.text for block in open_document(path).blocks()]


_PAGE = f"<html><head><meta charset='shift_jis'></head><body><p>{TEXT}</p></body></html>"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(mail(TEXT.encode("utf-16"), "text/plain; charset=utf-16", "base64"), id="UTF-16"),
        pytest.param(mail(TEXT.encode("utf-16-be"), "text/plain; charset=utf-16", "base64"), id="UTF-16, no mark, big"),
        pytest.param(
            mail(TEXT.encode("utf-16-le"), "text/plain; charset=utf-16", "base64"), id="UTF-16, no mark, little"
        ),
        pytest.param(mail(in_mail_form(TEXT), "text/plain; charset=iso-2022-jp", "7bit"), id="ISO-2022-JP"),
        pytest.param(mail(in_mail_form(TEXT), "text/plain", "7bit"), id="ISO-2022-JP, not told"),
        pytest.param(mail(in_mail_form(TEXT), "text/plain; charset=us-ascii", "7bit"), id="ISO-2022-JP told as ASCII"),
        pytest.param(mail(TEXT.encode("cp932"), "text/plain; charset=shift_jis"), id="Shift_JIS"),
        pytest.param(mail(TEXT.encode("cp932"), "text/plain; charset=x-sjis"), id="Shift_JIS by another name"),
        pytest.param(mail(TEXT.encode("cp932"), "text/plain"), id="Shift_JIS, not told"),
        pytest.param(mail(TEXT.encode("euc_jis_2004"), "text/plain; charset=euc-jp"), id="EUC-JP"),
        pytest.param(mail(TEXT.encode(), "text/plain; charset=unknown-8bit"), id="UTF-8, told as nothing known"),
        pytest.param(mail(_PAGE.encode("cp932"), "text/html"), id="a page that tells it itself"),
        pytest.param(mail(TEXT.encode(), "text/plain; charset=utf-8").decode().encode("utf-16"), id="saved as UTF-16"),
        pytest.param(
            b"\xfe\xff" + mail(TEXT.encode(), "text/plain; charset=shift_jis").decode().encode("utf-16-be"),
            id="saved as UTF-16, big, told as Shift_JIS",
        ),
        pytest.param(
            mail(TEXT.encode(), "text/plain; charset=utf-8", "base64").decode().encode("utf-16"),
            id="saved as UTF-16, the text in base64",
        ),
        pytest.param(
            mail(TEXT.encode(), "text/plain; charset=utf-8").decode().encode("utf-16-le"), id="saved as UTF-16, no mark"
        ),
        pytest.param(mail(TEXT.encode(), "text/plain; charset=utf-8").decode().encode("utf-16-be"), id="the same, big"),
        pytest.param(b"\xef\xbb\xbf" + mail(TEXT.encode(), "text/plain; charset=utf-8"), id="saved with a mark"),
    ],
)
def test_what_a_mail_says_is_read_in_any_encoding(tmp_path: Path, content: bytes) -> None:
    assert texts(tmp_path, content)[-1] == TEXT


def encoded(text: bytes, charset: str) -> bytes:
    return f"=?{charset}?B?{base64.b64encode(text).decode()}?=".encode()


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param(encoded(in_mail_form("①髙橋の件"), "ISO-2022-JP"), id="encoded, ISO-2022-JP"),
        pytest.param(
            encoded("①髙橋".encode(), "UTF-8") + b"\r\n " + encoded("の件".encode(), "UTF-8"), id="in two words"
        ),
        pytest.param("①髙橋の件".encode("cp932"), id="as it is, Shift_JIS"),
        pytest.param("①髙橋の件".encode(), id="as it is, UTF-8"),
        pytest.param(in_mail_form("①髙橋の件"), id="as it is, ISO-2022-JP"),
    ],
)
def test_a_subject_is_read_however_it_was_sent(tmp_path: Path, subject: bytes) -> None:
    assert texts(tmp_path, mail(b"As agreed.", "text/plain", subject=subject))[0] == "①髙橋の件"


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(b"filename*=UTF-8''" + quote(NAME).encode(), id="percent, UTF-8"),
        pytest.param(
            b"filename*=ISO-2022-JP''" + quote(in_mail_form(NAME[:4])).encode() + b".txt", id="percent, ISO-2022-JP"
        ),
        pytest.param(b"filename*=Shift_JIS'ja'" + quote(NAME.encode("cp932")).encode(), id="percent, Shift_JIS"),
        pytest.param(
            b"filename*0*=UTF-8''" + quote(NAME[:2]).encode() + b";\r\n filename*1*=" + quote(NAME[2:]).encode(),
            id="in parts",
        ),
        pytest.param(b'filename="' + encoded(NAME.encode(), "UTF-8") + b'"', id="encoded words in quotes"),
        pytest.param(b'filename="' + encoded(in_mail_form(NAME[:4]), "ISO-2022-JP") + b'.txt"', id="of ISO-2022-JP"),
        pytest.param(b'filename="' + NAME.encode("cp932") + b'"', id="as it is, Shift_JIS"),
        pytest.param('filename="C:\\\\書類\\\\①見積書.txt"'.encode(), id="with its folder"),
    ],
)
def test_an_attached_file_has_its_name_however_that_was_sent(tmp_path: Path, told: bytes) -> None:
    file = b"Content-Type: text/plain\r\nContent-Disposition: attachment; " + told + b"\r\n\r\nplan\r\n"
    content = mail(b"--B\r\n\r\nAs agreed.\r\n--B\r\n" + file + b"--B--\r\n", "multipart/mixed; boundary=B")
    assert [name for name, _ in attached(content)] == [NAME]
    assert texts(tmp_path, content)[-1] == f"Attached: {NAME}"


@pytest.mark.parametrize(
    ("subject", "read"),
    [("Formação no verão", "Formação no verão"), ("Le café d’été", "Le café d’été"), ("見積", "見積")],
)
def test_letters_with_accents_are_not_taken_for_japanese_nor_the_other_way_round(
    tmp_path: Path, subject: str, read: str
) -> None:
    encoding = "cp932" if subject == "見積" else "cp1252"
    assert texts(tmp_path, mail(b"As agreed.", "text/plain", subject=subject.encode(encoding)))[0] == read


def test_parameters_without_their_quotation_marks_are_read(tmp_path: Path) -> None:
    name = encoded(b"This is a plan.txt", "utf-8").decode()
    file = f"Content-Type: text/plain; name={name}\r\nContent-Disposition: attachment; filename={name}\r\n\r\nplan\r\n"
    parts = f"------=_Next_01.E7\r\n\r\nAs agreed.\r\n------=_Next_01.E7\r\n{file}------=_Next_01.E7--\r\n"
    content = mail(parts.encode(), "multipart/mixed; boundary=----=_Next_01.E7")
    assert texts(tmp_path, content)[-2:] == ["As agreed.", "Attached: This is a plan.txt"]
    assert [name for name, _ in attached(content)] == ["This is a plan.txt"]


def test_a_mail_that_is_nothing_but_a_file_has_that_attached(tmp_path: Path) -> None:
    content = mail(b"%PDF-1.7", 'application/pdf; name="plan.pdf"', "base64")
    assert texts(tmp_path, content)[-1] == "Attached: plan.pdf"
    assert attached(content) == [("plan.pdf", b"%PDF-1.7")]


def test_a_header_that_cannot_be_read_takes_nothing_else_with_it(tmp_path: Path) -> None:
    told = b"filename*=ISO-2022-JP''%1B%24B%FF%FF%FF; filename*1*=x'y; =?utf-8?B?%%%?="
    file = b"Content-Type: text/plain\r\nContent-Disposition: attachment; " + told + b"\r\n\r\nplan\r\n"
    content = mail(b"--B\r\n\r\nAs agreed.\r\n--B\r\n" + file + b"--B--\r\n", "multipart/mixed; boundary=B")
    assert "As agreed." in texts(tmp_path, content)
    assert [said.strip() for _, said in attached(content)] == [b"plan"]


def test_texts_behind_a_picture_and_within_parts_are_said_and_not_attached(tmp_path: Path) -> None:
    picture = "Content-Type: image/png; name=pier.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n"
    inner = "--C\r\n\r\nAs I wrote before.\r\n--C\r\nContent-Type: text/x-ruby; name=a.rb\r\n\r\nputs 1\r\n--C--\r\n"
    report = "Content-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n\r\nAction: failed\r\n"
    nested = f"Content-Type: multipart/mixed; boundary=C\r\n\r\n{inner}"
    body = "".join(
        f"--B\r\n{part}" for part in ("\r\nSee the pier:\r\n", picture, "\r\nIt is new.\r\n", nested, report)
    )
    content = mail(f"{body}--B--\r\n".encode(), "multipart/mixed; boundary=B")
    said = texts(tmp_path, content)[3:]
    assert said[:3] == ["See the pier:", "It is new.", "As I wrote before."]
    assert "Status: 5.1.1" in " ".join(said)
    assert "Action: failed" in " ".join(said)
    assert said[-2:] == ["Attached: pier.png", "Attached: a.rb"]
    assert [name for name, _ in attached(content)] == ["pier.png", "a.rb"]
