"""How like real passages the made ones are: how near each other they lie, and how many of them a question nearly finds.

Real are JaQuAD's training paragraphs, which are about other things than JSQuAD's questions; so are nearly all of a million.

Run: python benchmarks/scale/alike.py --folder FOLDER --data DATA

FOLDER is where run.py left its indexes, and where JaQuAD's vectors are kept; DATA holds jaquad, as benchmarks/reader has it.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1] / "reader"))

import sets

from kotae import Kotae
from kotae.evaluation.sets.read import read_set
from kotae.index import compared, counting
from kotae.index.opened import LocalIndex, open_index
from kotae.index.places import Places
from kotae.index.words import WordIndex
from kotae.question.model import Question
from kotae.settings import load

_QUESTIONS, _FEW, _MANY, _LARGE = 60, 1_000, 10_000, 100_000
_WORDS, _NEAR = (0.5, 0.7, 0.9), (0.06, 0.04, 0.02)

Floats = np.ndarray


def main() -> None:
    """Print a line for each statistic, real and made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    corpus = next(path for path in (options.folder / "set").iterdir() if path.is_dir())
    kotae = Kotae.open(settings=load(corpus=corpus, index=options.folder / "index"))
    asked = [question.question for question in read_set(next((options.folder / "set").glob("*.jsonl")))]
    questions = [kotae.understand(text, split=False).questions[0] for text in asked[:: len(asked) // _QUESTIONS]]
    texts = _strangers(options.data)
    vectors = _encoded(kotae, texts, options.folder / "jaquad.npy")
    few, many, large = (open_index(options.folder / f"made-{size}" / "index") for size in (_FEW, _MANY, _LARGE))
    chosen = np.random.default_rng(0).choice(len(vectors), _FEW, replace=False)
    print("real |", _line([*_apart(vectors[chosen]), *_apart(vectors)]))
    print("made |", _line([*_apart(_vectors(few)), *_apart(_vectors(many))]))
    own = [kotae.index.records.unit(number).indexed for number in range(kotae.index.manifest.units)]
    counting.write(options.folder / "real-words", own + texts)
    size = len(own) + len(texts)
    words = WordIndex.load([options.folder / "real-words"], Places.of([size], [(0, 0, size)]))
    real = _found(questions, kotae.index, words, np.concatenate([_vectors(kotae.index), vectors]), len(own))
    print("real |", _line(real))
    print("made |", _line(_found(questions, kotae.index, large.words, _vectors(large), 0)))


def _strangers(data: Path) -> list[str]:
    articles = [article for left_out in (False, True) for article in sets.jaquad(data / "jaquad", left_out=left_out)]
    return list(dict.fromkeys(f"{each.title}\n{one.text}" for each in articles for one in each.paragraphs))


def _encoded(kotae: Kotae, texts: Sequence[str], kept: Path) -> Floats:
    """Return the vectors of some texts, which are kept: encoding them takes a quarter of an hour."""
    if not kept.is_file():
        vectors = np.empty((len(texts), kotae.encoder.dimension), np.float32)
        for number, made in kotae.encoder.each_passage(texts):
            vectors[number] = made.vector
        np.save(kept, vectors)
    return np.load(kept)


def _vectors(index: LocalIndex) -> Floats:
    return np.stack([index.vectors.stored(number).vector for number in range(index.manifest.units)])


def _apart(vectors: Floats) -> tuple[float, float, float]:
    """Return the mean cosine of two, and those with the nearest and the tenth nearest."""
    cosines = vectors[:500] @ vectors.T
    best = -np.sort(-cosines, axis=1)
    return float(cosines.mean()), float(best[:, 1].mean()), float(best[:, 10].mean())


def _found(questions: Sequence[Question], real: LocalIndex, words: WordIndex, vectors: Floats, own: int) -> list[float]:
    """Return, of a million passages but the first ones, how many words say nearly as much of as of the best real one, how many
    are nearly as close as it is, and how what words say and closeness go together."""
    listed = []
    for question in questions:
        ours = sum(compared._lexical(question, real.words, np.zeros(real.manifest.units, np.bool_))).max()
        closest = real.vectors.scores(question.vector, np.arange(real.manifest.units)).max()
        said = sum(compared._lexical(question, words, np.zeros(len(vectors), np.bool_)))[own:] / ours
        close = vectors[own:] @ question.vector
        counts = [(said >= share).mean() for share in _WORDS] + [(close >= closest - less).mean() for less in _NEAR]
        listed.append([*(1e6 * count for count in counts), np.corrcoef(said, close)[0, 1]])
    return np.mean(listed, axis=0).tolist()


def _line(values: Sequence[float]) -> str:
    return " | ".join(f"{value:,.0f}" if value > 2 else f"{value:.3f}" for value in values)


if __name__ == "__main__":
    main()
