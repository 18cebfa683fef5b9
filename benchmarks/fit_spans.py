"""Fit the scorer that finds the words that answer: cross-validate it on JSQuAD by article, then write its weights.

Run: python benchmarks/fit_spans.py [--write] [--questions FILE] [--index FOLDER] [--cache FILE] [--sample N]
"""

import argparse
import dataclasses
import json
import pickle
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from jsquad import FILE, paragraphs
from questions import plain
from spans_network import Fitted, fit

from kotae import Kotae
from kotae.answers.quote import likely_places, sentence_scores
from kotae.answers.spans import candidates
from kotae.answers.spans.find import Span, best
from kotae.answers.spans.scorer import WEIGHTS, packed
from kotae.answers.spans.text import Place, asked_vector, row
from kotae.index.build import build
from kotae.index.opened import OpenIndex
from kotae.question.model import Question, Term
from kotae.question.understand import inquire
from kotae.retrieval.search import search
from kotae.settings import load

ROOT = Path(__file__).resolve().parent.parent
JSQUAD = ROOT.parent / "shared" / "eval" / FILE
TARGET = ROOT / "src" / "kotae" / "answers" / "spans" / WEIGHTS
FOLDS, SEED, HITS = 5, 7, 3
# Of so many questions a second copy is made that hides some of their words, as a translation or a paraphrase would.
COPIED, HIDDEN = 0.5, (0.4, 0.7, 1.0)
# What a span in another paragraph than the question's own counts for while fitting: it may be right by chance.
ELSEWHERE = 0.5


@dataclasses.dataclass(frozen=True, slots=True)
class Example:
    """One question with its candidate answers; arrays have one entry per candidate.

    `agreement` is the character F1 with the nearest gold answer, `own` whether the candidate is in the question's own
    paragraph, `holds` whether its sentence contains a gold answer, `texts` the sentences by place.
    """

    title: str
    sort: str
    features: np.ndarray
    vectors: np.ndarray
    question: np.ndarray
    first: np.ndarray
    last: np.ndarray
    start: np.ndarray
    end: np.ndarray
    place: np.ndarray
    agreement: np.ndarray
    own: np.ndarray
    holds: np.ndarray
    texts: tuple[str, ...]

    def means(self, chosen: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Return the mean token vectors of some candidates, float32 [candidates, width]."""
        first, last = self.first[chosen], self.last[chosen]
        sums = np.concatenate([np.zeros_like(self.vectors[:1], np.float32), np.cumsum(self.vectors, 0, np.float32)])
        return (sums[last + 1] - sums[first]) / (last - first + 1).astype(np.float32)[:, None]


@lru_cache(maxsize=10_000)
def characters(text: str) -> Counter[str]:
    """Return how often each character is in a text, spaces and width folded."""
    return Counter(plain(text))


def agreement(said: str, gold: str) -> float:
    """Return the F1 of the characters of two texts."""
    one, other = characters(said), characters(gold)
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def reworded(question: Question, chance: np.random.Generator) -> tuple[Question, tuple[Term, ...]]:
    """Return what is left of a question's words where some of them mean nothing in the documents' language."""
    share = chance.choice(HIDDEN)
    left = tuple(
        dataclasses.replace(term, wordings=()) if chance.random() < share else term for term in question.distinct
    )
    target = dataclasses.replace(question.target, head=(), left=(), right=())
    return dataclasses.replace(question, target=target), left


class Gold(NamedTuple):
    """What is known of a question: its answers, its paragraph's file, its article."""

    answers: tuple[str, ...]
    name: str
    title: str


def example(
    question: Question,
    places: Sequence[Place],
    terms: tuple[Term, ...],
    index: OpenIndex,
    gold: Gold,
) -> Example:
    """Lay out one question's candidates and how right each is."""
    laid = row(question, places, terms, index)
    found = candidates.spans(laid)
    place = laid.place[found.first]
    begins = np.array([one.hit.unit.sentences[one.sentence][0] for one in places])[place]
    start, end = laid.start[found.first] - begins, laid.end[found.last] - begins
    texts = tuple(one.hit.unit.text[slice(*one.hit.unit.sentences[one.sentence])] for one in places)
    said = [texts[number][first:last] for number, first, last in zip(place, start, end, strict=True)]
    known = {text: max(agreement(text, answer) for answer in gold.answers) for text in set(said)}
    return Example(
        title=gold.title,
        sort=question.target.sort,
        features=candidates.features(laid, found, question.target, places).astype(np.float16),
        vectors=laid.vectors.astype(np.float16),
        question=np.concatenate([asked_vector(question), question.vector]),
        first=found.first,
        last=found.last,
        start=start,
        end=end,
        place=place,
        agreement=np.array([known[text] for text in said], np.float32),
        own=np.array([one.hit.document.name == gold.name for one in places])[place],
        holds=np.array([any(plain(answer) in plain(text) for answer in gold.answers) for text in texts])[place],
        texts=texts,
    )


def examples(path: Path, folder: Path, sample: int | None) -> tuple[list[Example], list[Example]]:
    """Ask every question of JSQuAD; return the examples, and half of them once more with words hidden."""
    settings = load(corpus=folder / "corpus", index=folder / "index")
    listed = paragraphs(path, sample)
    settings.corpus.mkdir(parents=True, exist_ok=True)
    for one in listed:
        (settings.corpus / one.name).write_text(one.markdown, encoding="utf-8")
    build(settings.recipe, settings.index)
    kotae = Kotae.open(settings=settings)
    index = kotae.index
    chance = np.random.default_rng(SEED)
    whole, hidden = [], []
    for one in listed:
        for text, answers in one.questions:
            (inquiry,) = inquire([text], kotae.background, split=False)
            (question,) = inquiry.questions
            hits = [hit for hit in search(question, index, HITS) if hit.unit.kind == "passage"]
            terms = question.distinct
            gold = Gold(answers, one.name, one.markdown.partition("\n")[0])
            places = likely_places(hits, sentence_scores(question, hits, terms, index))
            whole.append(example(question, places, terms, index, gold))
            if chance.random() < COPIED:
                other, terms = reworded(question, chance)
                places = likely_places(hits, sentence_scores(other, hits, terms, index))
                hidden.append(example(other, places, terms, index, gold))
    return whole, hidden


def by_article(found: Sequence[Example]) -> dict[str, int]:
    """Deal the articles out to folds of about the same number of questions."""
    sizes = [0] * FOLDS
    dealt = {}
    for title, count in Counter(one.title for one in found).most_common():
        dealt[title] = int(np.argmin(sizes))
        sizes[dealt[title]] += count
    return dealt


def judged(one: Example, model: Fitted) -> tuple[float, bool, bool]:
    """Return the F1 of the span chosen, whether its sentence and whether that or the next best holds a gold answer."""
    scores = model.scores(one)
    likely = np.exp(scores - scores.max())
    likely /= likely.sum()
    shares = np.bincount(one.place, weights=likely, minlength=len(one.texts))
    order = np.argsort(-shares)
    members = np.flatnonzero(one.place == order[0])
    spans = [Span(int(order[0]), int(one.start[n]), int(one.end[n]), float(likely[n])) for n in members]
    chosen = best(one.texts[order[0]], spans)
    number = next(n for n, span in zip(members, spans, strict=True) if span is chosen)
    holds = [bool(one.holds[one.place == place].any()) for place in order[:2]]
    return float(one.agreement[number] * one.own[number]), holds[0], any(holds)


def cross_validated(whole: Sequence[Example], hidden: Sequence[Example]) -> None:
    """Print how well the scorer does on articles that it was not fitted on."""
    dealt = by_article(whole)
    results: dict[str, list[tuple[float, bool, bool]]] = defaultdict(list)
    for fold in range(FOLDS):
        known = [one for one in (*whole, *hidden) if dealt[one.title] != fold]
        model = fit(known, SEED, ELSEWHERE)
        for one in whole:
            if dealt[one.title] == fold:
                results[one.sort].append(judged(one, model))
        done = [result for listed in results.values() for result in listed]
        print(f"fold {fold}: so far F1 {np.mean([f1 for f1, *_ in done]):.4f}", flush=True)
        unseen = [judged(one, model) for one in hidden if dealt[one.title] == fold]
        print(f"  words hidden: F1 {np.mean([f1 for f1, *_ in unseen]):.4f}", flush=True)
    for sort, listed in sorted((*results.items(), ("all", done)), key=lambda pair: -len(pair[1])):
        figures = " ".join(f"{figure:.3f}" for figure in np.mean(np.array(listed, float), axis=0))
        print(f"| {sort} | {len(listed)} | {figures.replace(' ', ' | ')} |")


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name} into the package")
    parser.add_argument("--questions", type=Path, default=JSQUAD, help="JSQuAD's validation split")
    parser.add_argument("--sample", type=int, help="take only so many paragraphs, to try it out")
    parser.add_argument("--index", type=Path, help="keep the paragraphs and their index here")
    parser.add_argument("--cache", type=Path, help="keep the examples in this file, and take them from it")
    parser.add_argument("--skip-validation", action="store_true", help="only fit")
    return parser.parse_args()


def main() -> None:
    """Cross-validate, then fit on everything and write the weights where asked to."""
    chosen = options()
    if not chosen.questions.exists():
        print(f"{chosen.questions}: not here, nothing to fit on")
        return
    if chosen.cache and chosen.cache.exists():
        whole, hidden = pickle.loads(chosen.cache.read_bytes())
    else:
        with tempfile.TemporaryDirectory() as folder:
            whole, hidden = examples(chosen.questions, chosen.index or Path(folder), chosen.sample)
        if chosen.cache:
            chosen.cache.write_bytes(pickle.dumps((whole, hidden)))
    if not chosen.skip_validation:
        cross_validated(whole, hidden)
    if chosen.write:
        weights = {name: packed(value) for name, value in fit([*whole, *hidden], SEED, ELSEWHERE).arrays().items()}
        TARGET.write_text(
            json.dumps({"fitted_on": "JSQuAD 1.3, validation", "weights": weights}) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
