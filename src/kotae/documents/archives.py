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
_TYPES = "[Content_Types].xml"
_PART = re.compile(r"""PartName=["']/?([^"'<>]+)["']""")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def opened(content: bytes, name: str, *, declares: bool = False) -> zipfile.ZipFile:
    """Return a file's archive.

    No part of an Office file declares a document type: one that does wants to be unpacked without end, or to have other
    files put into it.

    Args:
        content: the file's bytes.
        name: its name, for messages.
        declares: that the format's parts may declare a type (XHTML and OpenDocument do); entities they may not declare.

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


def usual(content: bytes, archive: zipfile.ZipFile) -> bytes:
    """Return an Office file as nearly all are written, whose readers know no others.

    Those that are saved as "Strict Open XML" call the same otherwise; and some programs name parts with backslashes, or with
    other capitals than where they list them, which no standard minds.

    Args:
        content: the file's bytes.
        archive: the same, opened.
    """
    names = _listed_names(archive)
    root = next((part for part, name in names.items() if name == "_rels/.rels"), "")
    strict = bool(root) and bool(_STRICT.search(archive.read(root)))
    if not strict and all(part == name for part, name in names.items()):
        return content
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as other:
        for part, name in names.items():
            held = archive.read(part)
            is_xml = strict and name.lower().endswith((".xml", ".rels"))
            other.writestr(name, _STRICT.sub(_TRANSITIONAL, held) if is_xml else held)
    return written.getvalue()


def _listed_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return what the parts of an Office file are called, by their names in the archive."""
    plain = {part: part.replace("\\", "/") for part in archive.namelist()}
    types = next((part for part, name in plain.items() if name.lower() == _TYPES.lower()), None)
    told = _PART.findall(archive.read(types).decode("utf-8", "replace")) if types is not None else []
    listed = {name.lower(): name for name in (_TYPES, "_rels/.rels", *told)}
    return {part: listed.get(name.lower(), name) for part, name in plain.items()}


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
