"""What is read in the picture of a page: lines of characters with their boxes, and by how much the page lies aslant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Character:
    """One character, with the space before it, and its extent along the line in pixels."""

    text: str
    lead: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PictureLine:
    """One line: its characters, its extent across in pixels, whether it runs downwards, how sure it is, from 0 to 1.

    Pixels are those of the picture turned about its middle until its lines are level.
    """

    characters: tuple[Character, ...]
    top: float
    bottom: float
    vertical: bool
    confidence: float

    @property
    def text(self) -> str:
        """The characters with the spaces between them."""
        return "".join(c.lead + c.text for c in self.characters)


@dataclass(frozen=True, slots=True)
class PictureText:
    """The text of a picture of so many pixels; `skew` is by how many degrees its lines fall to the right."""

    width: int
    height: int
    skew: float
    lines: tuple[PictureLine, ...]

    @property
    def confidence(self) -> float:
        """How sure what was read is, on the average of its characters; 0 where there are none."""
        counts = [len(line.characters) for line in self.lines]
        sure = sum(line.confidence * count for line, count in zip(self.lines, counts, strict=True))
        return sure / sum(counts) if counts else 0.0
