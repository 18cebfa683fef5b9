"""What an index is made of and with; apart from what makes it, so that settings can be read without that."""

from dataclasses import dataclass
from pathlib import Path

from kotae.documents.reading import ReadingLimits
from kotae.embedding import Dtype


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an index is made of and with.

    The corpus folder, the model, its number format, where conversions are kept, and what reading a document may take.
    """

    corpus: Path
    model: str
    dtype: Dtype
    cache: Path
    limits: ReadingLimits
