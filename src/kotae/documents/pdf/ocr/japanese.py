"""Characters as Japanese writes them: the model knows those of Chinese too, and takes 貸 for 贷, 対 for 对."""

import re
from dataclasses import replace
from functools import cache

from opencc import OpenCC

from kotae.documents.pdf.ocr.picture_text import Character, PictureText

_KANA = re.compile(r"[\u3041-\u30ff]")


def as_japanese(read: PictureText) -> PictureText:
    """Exchange characters that Japanese does not have for its form of them, on a page that has kana.

    Args:
        read: what was read in the picture of a page.
    """
    if not any(_KANA.match(character.text) for line in read.lines for character in line.characters):
        return read
    lines = (replace(line, characters=tuple(map(_exchanged, line.characters))) for line in read.lines)
    return replace(read, lines=tuple(lines))


def _exchanged(character: Character) -> Character:
    form = japanese_form(character.text)
    return character if form == character.text else replace(character, text=form)


@cache
def japanese_form(text: str) -> str:
    """Return the form that Japanese has of a character outside JIS X 0208, where it has one: 贷 is 貸, 产 and 產 are 産."""
    if text.isascii() or _is_japanese(text):
        return text
    simplified, traditional = _converters()
    form = str(traditional.convert(simplified.convert(text)))
    return form if len(form) == len(text) and _is_japanese(form) else text


@cache
def _converters() -> tuple[OpenCC, OpenCC]:
    """Return the conversions from simplified to traditional forms, and from these to those of Japan."""
    return OpenCC("s2t"), OpenCC("t2jp")


def _is_japanese(text: str) -> bool:
    """Tell whether Japanese fonts and documents have a character: JIS X 0208 with the extensions that are in use."""
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
