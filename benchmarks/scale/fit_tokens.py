"""Learn the codebook that very large indexes keep token vectors by, and write it with its card beside the code that reads it.

Learned from paragraphs of JaQuAD's training part and of the first 24 articles of XQuAD in English, with the bundled model:
the share of a text's own vector in those of its tokens, coarse vectors of what differs (k-means), and fine ones of what still
differs (a product quantiser); FAISS does both. Printed is how near decoded vectors are to those of articles left out.

Run: python benchmarks/scale/fit_tokens.py --data FOLDER [--write]

FOLDER holds jaquad and xquad, as benchmarks/reader has them.
"""

import argparse
import json
import random
import sys
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import faiss
import numpy as np
from safetensors.numpy import save_file

sys.path.append(str(Path(__file__).resolve().parents[1] / "reader"))

import sets

from kotae.embedding import Encoder
from kotae.index.tokens import WEIGHTS, Codebook, codebook

_SEED = 20261126
_PARAGRAPHS = {"ja": 450, "en": 140}  # 60,000 tokens of either language, nearly
_COARSE, _PARTS = 2_048, 24
_ROUNDS, _FINE_ROUNDS = 12, 20

Floats = np.ndarray


def main() -> None:
    """Encode, learn, print, and write where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds jaquad and xquad")
    parser.add_argument("--write", action="store_true", help="write the codebook and its card")
    options = parser.parse_args()
    encoder = Encoder.load()
    tokens, wholes = encoded(encoder, learned(options.data))
    share = float((tokens * wholes).sum(axis=1).mean())
    kept = tensors(share, tokens - share * wholes)
    book = codebook(share, *(kept[name].astype(np.float32) * kept[f"{name}.scale"] for name in ("coarse", "fine")))
    figures = {}
    for name, texts in left_out(options.data).items():
        found, own = encoded(encoder, texts)
        figures[name] = {"tokens": len(found), "mean cosine": round(float(cosines(book, found, own).mean()), 4)}
        print(name, figures[name])
    if options.write:
        save_file(kept, WEIGHTS)
        card = {
            "made by": "python benchmarks/scale/fit_tokens.py --data FOLDER --write",
            "seed": _SEED,
            "tokens learned from": len(tokens),
            "from": {
                "JaQuAD, train (SkelterLabsInc/JaQuAD)": "CC BY-SA 3.0",
                "XQuAD, first 18 articles, English (google-deepmind/xquad)": "CC BY-SA 4.0",
                "multilingual-e5-small, whose vectors they are": "MIT",
            },
            "encoder": encoder.identity,
            "versions": {name: version(name) for name in ("faiss-cpu", "numpy", "torch")},
            "left out": figures,
        }
        WEIGHTS.with_suffix(".card.json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", "utf-8")


def learned(data: Path) -> list[str]:
    """Return the paragraphs to learn from, each with its title."""
    chance = random.Random(_SEED)
    by_language = {
        "ja": texts_of(sets.jaquad(data / "jaquad", left_out=False)),
        "en": texts_of(sets.xquad(data / "xquad", "en", left_out=False)),
    }
    return [
        text
        for language, texts in by_language.items()
        for text in chance.sample(texts, min(len(texts), _PARAGRAPHS[language]))
    ]


def left_out(data: Path) -> dict[str, list[str]]:
    """Return some paragraphs of articles that nothing is learned from."""
    return {
        "JaQuAD": texts_of(sets.jaquad(data / "jaquad", left_out=True))[:100],
        "XQuAD, English": texts_of(sets.xquad(data / "xquad", "en", left_out=True)),
    }


def texts_of(articles: list[sets.Article]) -> list[str]:
    """Return the paragraphs of some articles, each under its title, as passages are encoded."""
    return [f"{article.title}\n{paragraph.text}" for article in articles for paragraph in article.paragraphs]


def encoded(encoder: Encoder, texts: list[str]) -> tuple[Floats, Floats]:
    """Return the token vectors of some texts and for each the vector of its text; both float32 [tokens, width]."""
    made = encoder.encode_passages(texts)
    wholes = [np.repeat(each.vector[None], len(each.tokens), axis=0) for each in made]
    return np.concatenate([each.tokens for each in made]), np.concatenate(wholes)


def tensors(share: float, rest: Floats) -> dict[str, np.ndarray]:
    """Learn a codebook of what differs, float32 [tokens, width], and return it as it is kept: in bytes, with scales."""
    means = faiss.Kmeans(rest.shape[1], _COARSE, niter=_ROUNDS, seed=_SEED, max_points_per_centroid=60)
    means.train(rest)
    coarse, coarse_scale = in_bytes(means.centroids)
    places = faiss.IndexFlatL2(rest.shape[1])
    vectors = coarse.astype(np.float32) * coarse_scale
    places.add(vectors)
    still = rest - vectors[places.search(rest, 1)[1][:, 0]]
    quantiser = faiss.ProductQuantizer(rest.shape[1], _PARTS, 8)
    quantiser.cp.niter, quantiser.cp.seed, quantiser.cp.max_points_per_centroid = _FINE_ROUNDS, _SEED, 500
    quantiser.train(np.ascontiguousarray(still))
    fine, fine_scale = in_bytes(faiss.vector_to_array(quantiser.centroids).reshape(_PARTS, 256, -1))
    return {
        "share": np.array([share], np.float32),
        "coarse": coarse,
        "coarse.scale": np.array([coarse_scale]),
        "fine": fine,
        "fine.scale": np.array([fine_scale]),
    }


def in_bytes(values: Floats) -> tuple[np.ndarray, np.float32]:
    """Return values in signed bytes, and the scale that brings them back."""
    scale = np.float32(np.abs(values).max() / 127)
    return np.rint(values / scale).astype(np.int8), scale


def cosines(book: Codebook, tokens: Floats, wholes: Floats) -> Floats:
    """Return how near each token's decoded vector is to it; float32 [tokens]."""
    firsts = [0, *(np.flatnonzero((wholes[1:] != wholes[:-1]).any(axis=1)) + 1), len(tokens)]
    near = [
        (book.decoded(book.code(tokens[first:last], wholes[first]), wholes[first]) * tokens[first:last]).sum(axis=1)
        for first, last in pairwise(firsts)
    ]
    return np.concatenate(near)


if __name__ == "__main__":
    main()
