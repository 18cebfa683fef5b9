"""The bundled model's tokenizer, ready at once: of its 250,000 pieces only those are loaded that a text can have.

Loading all of them takes half a second, which a single question would wait for. A piece is in a text only where all pairs of
neighbouring characters in it are; with the pieces of which that is so the same library splits the text as it does with all.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer, models

from kotae.embedding.bundled import Vocabulary
from kotae.embedding.tokenizer import BOS, EOS, PAD, SPECIAL, UNKNOWN, build_tokenizer, read_tokenizer

BARE, PIECES, WHOLE = "tokenizer.bare.json", "pieces.safetensors", "tokenizer.json"
"""The files: the tokenizer without its pieces, the pieces, and all of it."""

_SPACE, _ENCODING = "▁", "utf-32-le"
_PAIRS = 1 << 16
_MIX = np.uint32(2654435761)  # Knuth's multiplicative hash
# From so many characters at once or so many texts on the whole vocabulary is loaded: it has paid by then.
_FEW_CHARACTERS, _FEW_TIMES = 10_000, 40


class Tokens(NamedTuple):
    """A text's tokens: their numbers, and from which character to which each goes."""

    ids: list[int]
    offsets: list[tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    """All pieces.

    `characters`, uint32, are those of all, `begins`, int32 [pieces + 1], says where a piece's are; `scores` are float64
    [pieces]; `pairs`, uint16, are the pairs of neighbouring characters, `pairs_begin`, int32 [pieces], says where a piece's
    begin; `always`, int64, are the special ones and the one of the least score, which tells what an unknown character costs.
    """

    characters: NDArray[np.uint32]
    begins: NDArray[np.int32]
    scores: NDArray[np.float64]
    pairs: NDArray[np.uint16]
    pairs_begin: NDArray[np.int32]
    always: NDArray[np.int64]

    def within(self, text: str) -> NDArray[np.int64]:
        """Return the numbers of the pieces that a normalised text can have, those of `always` first; int64."""
        characters = _code_points(text)
        seen = np.zeros(_PAIRS, np.bool_)
        seen[_pairs(characters[:-1], characters[1:])] = True
        seen[_pairs(np.zeros_like(characters), characters)] = True
        found = np.logical_and.reduceat(seen[self.pairs], self.pairs_begin)
        found[self.always] = False
        return np.concatenate([self.always, np.flatnonzero(found)])

    def scored(self, number: int) -> tuple[str, float]:
        """Return a piece and its score."""
        text = self.characters[self.begins[number] : self.begins[number + 1]].tobytes().decode(_ENCODING)
        return text, float(self.scores[number])


@dataclass(slots=True, eq=False)
class Splitter:
    """Splits texts into tokens, with as much of the vocabulary as that is worth; safe to share between threads."""

    folder: Path
    bare: str
    pieces: _Pieces
    whole: Tokenizer | None = None
    times: int = 0
    loading: threading.Lock = field(default_factory=threading.Lock)

    @property
    def ends(self) -> tuple[int, int]:
        """The numbers of the special tokens that a text begins and ends with."""
        begin, end = (int(self.pieces.always[SPECIAL.index(token)]) for token in (BOS, EOS))
        return begin, end

    def split(self, texts: Sequence[str], *, marks: bool = True) -> list[Tokens]:
        """Split texts; with `marks`, the special tokens of a beginning and an end are put around each.

        Raises: ModelError when the whole vocabulary is needed and cannot be read.
        """
        self.times += 1
        if self.whole is None and self.times < _FEW_TIMES and sum(map(len, texts)) < _FEW_CHARACTERS:
            return self._split_alone(texts, marks)
        encoded = self._loaded().encode_batch(list(texts), add_special_tokens=marks)
        return [Tokens(one.ids, one.offsets) for one in encoded]

    def _loaded(self) -> Tokenizer:
        with self.loading:
            if self.whole is None:
                self.whole = read_tokenizer(self.folder / WHOLE)
        return self.whole

    def _split_alone(self, texts: Sequence[str], marks: bool) -> list[Tokens]:
        """Split texts with the pieces alone that they can have."""
        tokenizer = Tokenizer.from_str(self.bare)
        parts = [part for text in texts for part in (text, *_around_special(text))]
        normal = (tokenizer.normalizer.normalize_str(part) for part in parts)
        numbers = self.pieces.within("".join(f" {text}" for text in normal).replace(" ", _SPACE))
        scored = [self.pieces.scored(number) for number in numbers.tolist()]
        tokenizer.model = models.Unigram(scored, SPECIAL.index(UNKNOWN), False)
        encoded = tokenizer.encode_batch(list(texts), add_special_tokens=marks)
        return [Tokens(numbers[one.ids].tolist(), one.offsets) for one in encoded]


def read_splitter(folder: Path) -> Splitter:
    """Read the files that `write_pieces` wrote; the whole vocabulary is left for later.

    Raises: ModelError, OSError, ValueError, LookupError or SafetensorError when they cannot be read.
    """
    bare = read_tokenizer(folder / BARE).to_str()
    arrays = load_file(folder / PIECES)
    return Splitter(folder, bare, _Pieces(**{name: arrays[name] for name in _Pieces.__slots__}))


def write_pieces(vocabulary: Vocabulary, folder: Path) -> None:
    """Write the tokenizer's files into an existing folder.

    Raises: OSError or SafetensorError when the folder cannot be written.
    """
    whole = build_tokenizer(vocabulary)
    (folder / WHOLE).write_text(whole.to_str(pretty=False), encoding="utf-8")
    places = {token: SPECIAL.index(token) for token in (BOS, EOS, PAD, UNKNOWN)}
    bare = Vocabulary(
        pieces=SPECIAL,
        scores=(0.0,) * len(SPECIAL),
        bos=places[BOS],
        eos=places[EOS],
        pad=places[PAD],
        unknown=places[UNKNOWN],
        normalisation=vocabulary.normalisation,
    )
    (folder / BARE).write_text(build_tokenizer(bare).to_str(pretty=False), encoding="utf-8")
    special = [vocabulary.pieces.index(token) for token in SPECIAL]
    least = int(np.argmin(vocabulary.scores))
    save_file(_arrays(vocabulary.pieces, vocabulary.scores, [*special, least]), folder / PIECES)


def _arrays(pieces: Sequence[str], scores: Sequence[float], always: Sequence[int]) -> dict[str, NDArray[np.generic]]:
    """Return what `_Pieces` holds."""
    characters = _code_points("".join(pieces))
    lengths = np.array([len(piece) for piece in pieces])
    begins = np.concatenate([[0], np.cumsum(lengths)])
    before = np.concatenate([[0], characters[:-1]]).astype(np.uint32)
    first = np.zeros(len(characters), np.bool_)
    first[begins[:-1]] = True
    before[first] = 0
    # A piece of one character is known by that, all others by their pairs alone.
    counted = ~first | np.repeat(lengths == 1, lengths)
    counts = np.maximum(lengths - 1, 1)
    return {
        "characters": characters,
        "begins": begins.astype(np.int32),
        "scores": np.array(scores, np.float64),
        "pairs": _pairs(before, characters)[counted],
        "pairs_begin": np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int32),
        "always": np.array(always, np.int64),
    }


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode(_ENCODING, "surrogatepass"), np.uint32)


def _pairs(before: NDArray[np.uint32], after: NDArray[np.uint32]) -> NDArray[np.uint16]:
    """Number pairs of characters; some pairs share their number, and let in a piece that no text needs."""
    mixed = (before * _MIX + after) * _MIX
    return (mixed >> np.uint32(16)).astype(np.uint16)


def _around_special(text: str) -> list[str]:
    """Return the parts of a text that stand around special tokens, which are split each by itself; none where it has none."""
    parts = [text]
    for token in SPECIAL:
        parts = [piece for part in parts for piece in part.split(token)]
    return parts if len(parts) > 1 else []
