"""Files that are ZIP archives of XML (Office, OpenDocument, EPUB): opened only where unpacking them is safe."""

import codecs
import io
import re
import zipfile

from kotae.errors import DocumentError

_MB = 1_000_000
_MOST_FILES = 20_000
_MOST_MB = 500  # of all parts once unpacked; texts and tables of a thousand pages take 20
_HEAD = 65_536  # bytes of a part, before which a document type is declared
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# The names of ISO/IEC 29500 (strict), and those of ECMA-376 and most programs.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/\2"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def opened(content: bytes, name: str, *, declares: bool = False) -> zipfile.ZipFile:
    """Return a file's archive.

    No part of an Office file declares a document type: one that does wants to be unpacked without end, or to have other
    files put into it.

    Args:
        content: the file's bytes.
        name: its name, for messages.
        declares: that the format's parts may declare a type (XHTML does); entities they may not declare.

    Raises:
        DocumentError: it is no archive, is encrypted, or would fill the memory.
    """
    if is_encrypted_office(content):
        raise DocumentError(f"{name}: the file is encrypted; save it without a password")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise DocumentError(f"{name}: the file is encrypted; save it without a password")
        if len(parts) > _MOST_FILES or sum(part.file_size for part in parts) > _MOST_MB * _MB:
            raise DocumentError(
                f"{name}: the file unpacks to more than {_MOST_MB} MB or {_MOST_FILES:,} parts; cut it into several files"
            )
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels", ".opf", ".ncx", ".xhtml")):
                with archive.open(part) as stream:
                    _check_declarations(stream.read(_HEAD), name, declares)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise DocumentError(f"{name}: the file is damaged ({type(error).__name__}); save it anew") from error
    return archive


def transitional(content: bytes, archive: zipfile.ZipFile) -> bytes:
    """Return an Office file in the names that nearly all have: those that are saved as "Strict Open XML" call the same otherwise.

    Args:
        content: the file's bytes.
        archive: the same, opened.
    """
    if "_rels/.rels" not in archive.namelist() or not _STRICT.search(archive.read("_rels/.rels")):
        return content
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as other:
        for part in archive.infolist():
            held = archive.read(part)
            is_xml = part.filename.lower().endswith((".xml", ".rels"))
            other.writestr(part.filename, _STRICT.sub(_TRANSITIONAL, held) if is_xml else held)
    return written.getvalue()


def is_encrypted_office(content: bytes) -> bool:
    """Tell whether a file is a newer Office file that a password locks: an old one with its parts inside."""
    return content.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in content


def _check_declarations(head: bytes, name: str, declares: bool) -> None:
    text = head.decode(_encoding(head), "replace")
    found = {match.group().upper() for match in _DECLARES.finditer(text)}
    if "<!ENTITY" in found or (found and not declares):
        raise DocumentError(
            f"{name}: its XML declares entities, which no program writes there; save it anew or convert it"
        )


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[:2] == b"<\x00":
        return "utf-16-le"
    return "utf-16-be" if head[:2] == b"\x00<" else "utf-8"
