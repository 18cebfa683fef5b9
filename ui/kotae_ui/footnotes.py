"""Footnotes in a Word document: python-docx writes none, so that their part is written here (ECMA-376, 17.11)."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# Every document has these two: the lines between the text and its footnotes.
_EMPTY = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


class Footnotes:
    """The footnotes of a document; they are numbered in the order in which they are added."""

    def __init__(self, document: Any) -> None:
        """Begin without any."""
        self._document = document
        self._root = parse_xml(_EMPTY)
        self._count = 0

    def add(self, paragraph: Any, text: str) -> None:
        """Add a footnote, with its mark at the end of a paragraph."""
        self._count += 1
        mark = paragraph.add_run()
        mark.font.superscript = True
        mark._r.append(self._numbered("w:footnoteReference"))
        note = self._numbered("w:footnote")
        body = OxmlElement("w:p")
        number = OxmlElement("w:r")
        raised = OxmlElement("w:rPr")
        raised.append(OxmlElement("w:vertAlign", attrs={qn("w:val"): "superscript"}))
        number.append(raised)
        number.append(OxmlElement("w:footnoteRef"))
        run = OxmlElement("w:r")
        words = OxmlElement("w:t", attrs={"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        words.text = f" {text}"
        run.append(words)
        body.extend([number, run])
        note.append(body)
        self._root.append(note)

    def write(self) -> None:
        """Put them into the document."""
        content = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _MEDIA, content, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _numbered(self, tag: str) -> Any:
        return OxmlElement(tag, attrs={qn("w:id"): str(self._count)})
