"""Text to vectors: the bundled multilingual-e5-small, or any sentence-transformers model.

Importing this package does not import torch; `Encoder.load` does, for other models than the bundled one.
"""

from kotae.embedding.counter import TokenCounter
from kotae.embedding.encoded import Encoded
from kotae.embedding.encoder import Encoder
from kotae.embedding.reading import Passage, PassageReader, Read
from kotae.embedding.source import Dtype, identity_of, make_ready

__all__ = [
    "Dtype",
    "Encoded",
    "Encoder",
    "Passage",
    "PassageReader",
    "Read",
    "TokenCounter",
    "identity_of",
    "make_ready",
]
