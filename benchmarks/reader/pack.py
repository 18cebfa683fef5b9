"""Make what the reader is trained and measured on, from copies of public sets: tokens, packed, with the encoder below it.

Run: python benchmarks/reader/pack.py FOLDER FILE [--groups N] [--jsquad FILE]

The file is all that train.py needs, on whatever machine trains: no text, no dictionary, and of the encoder's vocabulary only
the pieces that occur.
"""

import argparse
import lzma
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from examples import Group, Reading, Source, stream
from learned import SEED, left_out, sources
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save
from tokenizers import Encoding

from kotae.embedding.bundled import WEIGHTS_SHA256
from kotae.embedding.source import bundled_folder
from kotae.embedding.tokenizer import read_tokenizer

TOKENS = 320  # what is longer is cut at its end
_WORKERS = 2
_SPECIAL, _UNKNOWN = 4, 3  # the first pieces begin, fill up, end and stand for what is unknown
_RARE = 10  # a piece that occurs less often, in tens of millions, is read as unknown: a third of all, which the file is spared
_DICTIONARY = 1 << 28  # bytes that the compression looks back over: a paragraph comes again epochs later
_LEARNED: list[Source] = []  # filled before the workers are forked, which read it
_WORDS = "embeddings.word_embeddings.weight"


@dataclass(frozen=True, slots=True)
class Row:
    """A reading as tokens: `ids`; the passage's tokens are [first, last); the answer's [start, end], −1 where there is none."""

    ids: list[int]
    first: int
    last: int
    start: int
    end: int


def rows(encodings: Sequence[Encoding], readings: Sequence[Reading]) -> Iterator[Row]:
    """Give readings as tokens; an answer that is cut off counts as none."""
    for encoding, one in zip(encodings, readings, strict=True):
        encoding.truncate(TOKENS)
        begin = len(one.title) + 1 if one.title else 0
        places = [
            (token, start, end)
            for token, (part, (start, end)) in enumerate(zip(encoding.sequence_ids, encoding.offsets, strict=True))
            if part == 1 and end > max(start, begin)
        ]
        within = [token for token, start, end in places if start < one.end + begin and one.start + begin < end]
        answered = bool(within) and one.answers
        yield Row(
            encoding.ids,
            places[0][0] if places else 0,
            places[-1][0] + 1 if places else 0,
            within[0] if answered else -1,
            within[-1] if answered else -1,
        )


def laid_out(groups: Iterator[Group]) -> Iterator[tuple[list[Row], int]]:
    """Give the rows of each group, those that are compared first, and how many these are."""
    tokenizer = read_tokenizer(bundled_folder() / "tokenizer.json")
    for group in groups:
        readings = [*group.readings, *group.traps]
        told = [f"{one.title}\n{one.text}" if one.title else one.text for one in readings]
        encodings = tokenizer.encode_batch([(one.question, text) for one, text in zip(readings, told, strict=True)])
        yield list(rows(encodings, readings)), len(group.readings)


def arrays(laid: Sequence[tuple[list[Row], int]]) -> dict[str, NDArray[np.int32]]:
    """Return rows as arrays: `ids` of all, `places` [rows, 5] with their lengths first, `groups` [groups, 2]: rows, compared."""
    flat = [row for of_group, _ in laid for row in of_group]
    return {
        "ids": np.fromiter((token for row in flat for token in row.ids), np.int32),
        "places": np.array([(len(row.ids), row.first, row.last, row.start, row.end) for row in flat], np.int32),
        "groups": np.array([(len(of_group), compared) for of_group, compared in laid], np.int32),
    }


def _worker(count: int, worker: int) -> dict[str, NDArray[np.int32]]:
    return arrays(list(laid_out(stream(_LEARNED, SEED, range(worker, count, _WORKERS)))))


def _measured(source: Source, limit: int) -> Iterator[Group]:
    for number, place in enumerate(source.spread(limit)):
        yield source.group(place, np.random.default_rng((SEED, number)))


def encoder_tensors(folder: Path, kept: NDArray[np.int32]) -> dict[str, NDArray[np.float16]]:
    """Return the encoder's tensors in 16 bits, of its words those that are kept."""
    with safe_open(folder / "model.safetensors", framework="numpy") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a mapping)
    tensors[_WORDS] = tensors[_WORDS][kept]
    return {f"encoder.{name}": tensor.astype(np.float16) for name, tensor in tensors.items()}


def main() -> None:
    """Make the groups side by side, number their tokens anew, and write everything into one file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder that holds the sets; see README.md")
    parser.add_argument("file", type=Path, help="what is written")
    parser.add_argument("--groups", type=int, default=200_000, help="how many questions are learned from")
    parser.add_argument("--jsquad", type=Path, help="JSQuAD's validation part, to measure on")
    parser.add_argument("--measured", type=int, default=400, help="so many questions of each set are measured")
    options = parser.parse_args()
    _LEARNED.extend(sources(options.data))
    parts = {}
    with ProcessPoolExecutor(_WORKERS, get_context("fork")) as pool:
        jobs = [pool.submit(_worker, options.groups, worker) for worker in range(_WORKERS)]
        for name, articles in left_out(options.data, options.jsquad).items():
            groups = _measured(Source(name, 1.0, articles), options.measured)
            parts[f"measured.{name}"] = arrays(list(laid_out(groups)))
        parts |= {f"learned.{number}": job.result() for number, job in enumerate(jobs)}
    everything = np.concatenate([part["ids"] for part in parts.values()])
    seen = np.bincount(everything)
    kept = np.flatnonzero((seen >= _RARE) | (np.arange(len(seen)) < _SPECIAL)).astype(np.int32)
    places = np.full(len(seen), _UNKNOWN, np.uint16)
    places[kept] = np.arange(len(kept))
    packed = {f"{name}.{key}": value for name, part in parts.items() for key, value in part.items() if key != "ids"}
    packed |= {f"{name}.ids": places[part["ids"]] for name, part in parts.items()}
    if len(kept) > np.iinfo(np.uint16).max:
        raise SystemExit(f"{len(kept)} pieces occur: more than 16 bits can number.")
    packed |= encoder_tensors(bundled_folder(), kept)
    data = save(packed, {"encoder": WEIGHTS_SHA256, "seed": str(SEED)})
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 4, "dict_size": _DICTIONARY}]
    options.file.write_bytes(lzma.compress(data, lzma.FORMAT_XZ, filters=filters))
    print(
        f"{len(kept)} pieces, {sum(len(part['groups']) for part in parts.values())} groups, {len(data) >> 20} MB packed"
    )


if __name__ == "__main__":
    main()
