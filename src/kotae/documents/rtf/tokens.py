"""An RTF file as tokens: control words, signs, braces and bytes of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\'?"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: a control word with its number, or one of "{", "}", "text" (with its bytes), "byte" (one of them)."""

    word: str
    number: int | None = None
    content: bytes = b""


def tokens(content: bytes) -> Iterator[Token]:
    """Yield the tokens of a file; binary data are passed over.

    Args:
        content: the file's bytes.
    """
    place = 0
    while match := _TOKEN.match(content, place):
        place = match.end()
        kind = match.lastgroup
        if match["word"]:
            word, number = match["word"].decode(), int(match["number"]) if match["number"] else None
            if word == "bin":
                place += max(0, number or 0)
            else:
                yield Token(word, number)
        elif kind == "byte":
            yield Token("byte", content=bytes.fromhex(match["byte"].decode()))
        elif kind == "sign":
            yield Token(match["sign"].decode("latin-1"))
        elif kind == "brace":
            yield Token(match["brace"].decode())
        elif kind == "text":
            yield Token("text", content=match["text"])
