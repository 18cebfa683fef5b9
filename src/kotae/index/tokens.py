"""How token vectors are kept: in a byte a component, or, in very large indexes, by a codebook for the bundled model.

By the codebook a token takes 26 bytes instead of 384. Most of a token's vector is that of its whole text, which is kept as it
is; what differs is named by the nearest of some coarse vectors and, for what still differs, by the nearest of some fine ones in
each of 24 parts: residual compression (Santhanam et al. 2022, ColBERTv2, arXiv:2112.01488) with a product quantiser (Jégou et
al. 2011). benchmarks/scale/fit_tokens.py learns the codebook, and says in tokens.card.json from what; what it costs in quality
is in benchmarks/scale/README.md.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

Floats = NDArray[np.float32]
Codes = NDArray[np.int8 | np.uint8]
"""Token vectors as they are kept, [tokens, bytes]: int8 in a byte a component, uint8 by the codebook."""

WEIGHTS = Path(__file__).with_name("tokens.safetensors")
_LEARNED_FOR = "multilingual-e5-small"  # the bundled model, by the name that it also has on its hub
# Components of a unit vector of 384 seldom pass a quarter.
_BYTE_SCALE = np.float32(400)
_COARSE_BYTES = 2
_FINE = 256  # vectors in each part: what a byte can name
_AT_ONCE = 4_096  # tokens whose distances to all coarse vectors are in memory together


def in_bytes(tokens: Floats) -> Codes:
    """Return token vectors, float32 [tokens, width], in a signed byte a component."""
    kept: NDArray[np.int8] = np.clip(np.rint(tokens * _BYTE_SCALE), -127, 127).astype(np.int8)
    return kept


def coded(kept: Codes, whole: Floats) -> Codes:
    """Return what is kept of token vectors by the codebook; what is kept so already stays as it is.

    Args:
        kept: the token vectors as they are kept now.
        whole: the vector of the text that they are from, float32 [width].
    """
    return kept if kept.dtype == np.uint8 else _codebook().code(decoded(kept, whole), whole)


def decoded(kept: Codes, whole: Floats) -> Floats:
    """Return token vectors, float32 [tokens, width].

    Args:
        kept: the token vectors as they are kept.
        whole: the vector of the text that they are from, float32 [width], or one for each token.
    """
    if kept.dtype == np.uint8:
        return _codebook().decoded(kept.view(np.uint8), whole)
    vectors: Floats = kept.astype(np.float32) / _BYTE_SCALE
    return vectors


def has_codebook(identity: str) -> bool:
    """Tell whether the codebook was learned for a model, in whatever number format that computes.

    Args:
        identity: the model's, as `identity_of` gives it.
    """
    return identity.partition("@")[0].rpartition("/")[2] == _LEARNED_FOR


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """A token's vector is `share` of its text's, a coarse vector and fine parts, brought to length 1.

    `coarse` is float32 [vectors, width]; its number is a token's first two bytes, those of the fine parts are the others.
    `lengths` are half the squared lengths of the coarse vectors, float32 [vectors]; `parts` are the fine ones of all parts one
    after the other, float32 [parts * 256, width / parts].
    """

    share: np.float32
    coarse: Floats
    lengths: Floats
    parts: Floats
    fine: faiss.ProductQuantizer

    def code(self, tokens: Floats, whole: Floats) -> NDArray[np.uint8]:
        """Return the codes of the tokens of one text, uint8 [tokens, bytes]."""
        codes = np.empty((len(tokens), _COARSE_BYTES + self.fine.code_size), np.uint8)
        for start in range(0, len(tokens), _AT_ONCE):
            rest = tokens[start : start + _AT_ONCE] - self.share * whole
            nearest = np.argmax(rest @ self.coarse.T - self.lengths, axis=1)
            part = codes[start : start + _AT_ONCE]
            part[:, 0], part[:, 1] = nearest & 0xFF, nearest >> 8
            part[:, _COARSE_BYTES:] = self.fine.compute_codes(np.ascontiguousarray(rest - self.coarse[nearest]))
        return codes

    def decoded(self, codes: NDArray[np.uint8], whole: Floats) -> Floats:
        """Return the token vectors that some codes stand for, float32 [tokens, width].

        Args:
            codes: uint8 [tokens, bytes].
            whole: the vector of the text that they are from, float32 [width], or one for each token.
        """
        nearest = codes[:, 0].astype(np.int32) | codes[:, 1].astype(np.int32) << 8
        # Not by FAISS: the threads that it wakes for so little wait for each other longer than this takes.
        firsts = np.arange(0, len(self.parts), _FINE)
        vectors: Floats = self.parts.take(codes[:, _COARSE_BYTES:] + firsts, axis=0).reshape(-1, self.coarse.shape[1])
        vectors += self.coarse.take(nearest, axis=0)
        vectors += self.share * whole
        vectors /= np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
        return vectors


def codebook(share: float, coarse: Floats, fine: Floats) -> Codebook:
    """Return a codebook of given vectors.

    Args:
        share: of the text's vector in each token's.
        coarse: float32 [vectors, width].
        fine: float32 [parts, 256, width / parts].
    """
    quantiser = faiss.ProductQuantizer(coarse.shape[1], len(fine), 8)
    vectors = np.ascontiguousarray(fine, np.float32)
    # Not by FAISS's own copying: PyMuPDF, where it is loaded too, has another class for the same vectors of C++.
    faiss.memcpy(quantiser.get_centroids(0, 0), faiss.swig_ptr(vectors), vectors.nbytes)
    return Codebook(
        np.float32(share), coarse, (coarse * coarse).sum(axis=1) / 2, vectors.reshape(-1, vectors.shape[2]), quantiser
    )


@cache
def _codebook() -> Codebook:
    kept = load_file(WEIGHTS)
    coarse, fine = (kept[name].astype(np.float32) * kept[f"{name}.scale"] for name in ("coarse", "fine"))
    return codebook(float(kept["share"][0]), coarse, fine)
