"""What a model makes of a text: one vector for the whole, and one for each of its tokens."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Encoded:
    """The vectors of one text, each of length 1.

    `vector` is of the whole, float32 [dimension]; `tokens` are of its tokens in context, float32 [tokens, width], prompt
    and special tokens left out; `starts` are the characters of the text at which the tokens begin, int32 [tokens].
    """

    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    starts: NDArray[np.int32]
