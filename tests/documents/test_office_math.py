"""What a user relies on where an Office file has formulas: they stand in their sentence, in one line, and can be found."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kotae.documents.model import Block
from kotae.documents.open import open_document

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(name: str, inside: str) -> str:
    return f"<m:{name}>{inside if inside.startswith('<') else run(inside)}</m:{name}>"


def up(base: str, sup: str) -> str:
    return f"<m:sSup>{part('e', base)}{part('sup', sup)}</m:sSup>"


FRACTION = f"<m:f>{part('num', 'a+b')}{part('den', '2a')}</m:f>"
STACKED = f'<m:d><m:e><m:f><m:fPr><m:type m:val="noBar"/></m:fPr>{part("num", "n")}{part("den", "k")}</m:f></m:e></m:d>'
BRACKETS = '<m:d><m:dPr><m:begChr m:val="["/><m:sepChr m:val=","/><m:endChr m:val="]"/></m:dPr>'
DOWN = f"<m:sSub>{part('e', 'a')}{part('sub', 'k')}</m:sSub>"
LIMIT = f"<m:limLow>{part('e', 'lim')}{part('lim', 'n→∞')}</m:limLow>"
SUM = f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{part("sub", "k=1")}{part("sup", "n")}{part("e", DOWN)}</m:nary>'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (run("E=m") + up("c", "2"), "E=mc^2"),
        (up(f"<m:d>{part('e', '1+x')}</m:d>", "n+1"), "(1+x)^(n+1)"),
        (FRACTION, "(a+b)/(2a)"),
        (up(FRACTION, "2"), "((a+b)/(2a))^2"),
        (STACKED, "(n; k)"),
        (f"{BRACKETS}{part('e', '0')}{part('e', '1')}</m:d>", "[0,1]"),
        (f"<m:rad>{part('deg', '3')}{part('e', 'x')}</m:rad>", "3√(x)"),
        (SUM, "∑_(k=1)^n a_k"),
        (f"<m:nary>{part('e', 'f(x)dx')}</m:nary>", "∫ f(x)dx"),
        (f"<m:func>{part('fName', LIMIT)}{part('e', 'a')}</m:func>", "lim_(n→∞) a"),
        (f"<m:m><m:mr>{part('e', '1')}{part('e', '0')}</m:mr><m:mr>{part('e', '0')}{part('e', '1')}</m:mr></m:m>", "1, 0; 0, 1"),
        ("<m:f/>", "()/()"),
    ],
)  # fmt: skip
def test_a_formula_stands_in_its_sentence(tmp_path: Path, written: str, shown: str) -> None:
    document = docx.Document()
    line = f"<w:r><w:t>面積は</w:t></w:r><m:oMath>{written}</m:oMath><w:r><w:t>です。</w:t></w:r>"
    document.element.body.insert(0, parse_xml(f'<w:p {nsdecls("w")} xmlns:m="{M}">{line}</w:p>'))
    document.save(str(tmp_path / "a.docx"))
    (block,) = open_document(tmp_path / "a.docx").elements
    assert isinstance(block, Block)
    assert block.text == f"面積は{shown}です。"
