"""Fit the certainty of an answer, and print how many questions without an answer it refuses.

The questions: tests/questions (traps.jsonl over the brief and over documents written for it, critical-minerals.jsonl over
the brief), and those of the articles of JaQuAD and XQuAD that the reader did not learn from, each asked twice: of all
paragraphs, and of all but its own; and traps made of these, with another name or number in the question than the one that it
shares with its paragraph; and, with --documents, those about documents of others (strangers), and the same asked without the
document that they are about. What is learned is whether the answer given is right. Fitted is the certainty of what is quoted or
read; what is computed from a table has its own, which counts here as it is. What is printed is cross-validated, by document
and by article, with the weights of a model that has not seen them; with --by-question by question.

Run: python benchmarks/certainty.py --data FOLDER [--indexes FOLDER] [--sample N] [--deployed] [--by-question] [--unread]
     [--documents FOLDER]

FOLDER holds jaquad and xquad, as benchmarks/reader has them.
"""

import argparse
import hashlib
import json
import pickle
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import numpy as np
from logistic import balanced, fit, logistic
from machine import stamp
from questions import ROOT, plain, read_set
from tradeoff import header, row, threshold

sys.path += [str(Path(__file__).resolve().parent / folder) for folder in ("reader", "strangers")]

import examples
import sets
from stranger_questions import stranger_questions

from kotae import Kotae
from kotae.answers.answer import JUDGED, answer, quoted_or_read, read_first
from kotae.answers.certainty import STRICTNESS
from kotae.answers.signals import Signals, signals
from kotae.index.build import build
from kotae.retrieval.named import asked_of
from kotae.retrieval.search import Among, search
from kotae.settings import load

SETS = ROOT / "tests" / "questions"
_NAMES = [field.name for field in fields(Signals)]
_FOLDS, _SEED, _PENALTY = 5, 0, 20.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One question asked: its set and language, the fold that it is tested in, whether it has an answer, its signals.

    `right` says whether what is found is the answer, `foreign` whether the best hit is in the other language; `values` is
    empty where a table computes the answer; `deployed` is how sure the code is.
    """

    source: str
    language: str
    fold: str
    answerable: bool
    right: bool
    foreign: bool
    values: tuple[float, ...]
    deployed: float


def main() -> None:
    """Ask, cross-validate, fit on everything, print the trade-off and the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--indexes", type=Path, help="keep the indexes here")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds jaquad and xquad")
    parser.add_argument("--documents", type=Path, help="the documents of others, as benchmarks/strangers has them")
    parser.add_argument("--sample", type=int, default=500, metavar="N", help="so many questions of each of both")
    parser.add_argument("--deployed", action="store_true", help="judge by the weights in the code, not cross-validated")
    parser.add_argument("--by-question", action="store_true", help="cross-validate by question, not by document")
    parser.add_argument("--unread", action="store_true", help="ask without the reader")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        everything = gathered(options, options.indexes or Path(folder))
    if options.by_question:
        everything = [replace(one, fold=f"fold {number % _FOLDS}") for number, one in enumerate(everything)]
    sure = np.array([one.deployed for one in everything]) if options.deployed else cross_validated(everything)
    print(stamp(), "\n")
    print_tradeoff(everything, sure)
    print_reliability(everything, sure)
    bias, weights = fitted(everything)
    of = "_UNREAD" if options.unread else ""
    print(f"\n_BIAS{of} = {bias:.3f}\n_WEIGHTS{of} = {{")
    for name, weight in zip(_NAMES, weights, strict=True):
        print(f'    "{name}": {weight:.3f},')
    print("}")


def gathered(options: argparse.Namespace, indexes: Path) -> list[Asked]:
    """Ask everything, or take what was asked before from the folder of the indexes."""
    kept = indexes / f"asked-{options.sample}{'-unread' if options.unread else ''}.pickle"
    if kept.exists():
        known: list[Asked] = pickle.loads(kept.read_bytes())
        return known
    everything = [*own(indexes, unread=options.unread)]
    for name, articles in (
        ("JaQuAD", sets.jaquad(options.data / "jaquad", left_out=True)),
        ("XQuAD", sets.xquad(options.data / "xquad", "en", left_out=True)),
    ):
        everything += removed(name, articles, indexes / name, options.sample, unread=options.unread)
        everything += swapped(name, articles, indexes / name, options.sample // 2, unread=options.unread)
    if options.documents:
        everything += of_strangers(options.documents, indexes / "strangers", unread=options.unread)
    kept.write_bytes(pickle.dumps(everything))
    return everything


def of_strangers(documents: Path, index: Path, *, unread: bool) -> Iterator[Asked]:
    """Ask the questions about documents of others of all of them, and of all but the question's own."""
    kotae = opened(documents, index)
    ids = {document.name: document.id for document in kotae.index.records.documents}
    for question in stranger_questions(documents):
        right = question.is_right if question.accept else None
        fold = question.document or question.id
        yield ask(kotae, question.text, "strangers", right, fold, unread=unread)
        if right:
            others = [identity for name, identity in ids.items() if name != question.document]
            yield ask(kotae, question.text, "strangers", None, fold, others, unread=unread)


def own(indexes: Path, *, unread: bool) -> Iterator[Asked]:
    """Ask our own questions of the documents that they are about."""
    for file in ("traps.jsonl", "critical-minerals.jsonl"):
        questions = read_set(SETS / file)
        for corpus in dict.fromkeys(str(question.get("corpus", "corpus")) for question in questions):
            kotae = opened(ROOT / corpus, indexes / corpus.replace("/", "-"))
            source = {"corpus": "brief"}.get(corpus, "documents") if file == "traps.jsonl" else "committed set"
            for question in questions:
                if question.get("corpus", "corpus") == corpus:
                    gold = having(question["answers"]) if question["answerable"] else None
                    yield ask(kotae, str(question["question"]), source, gold, unread=unread)


def removed(
    source: str, articles: Sequence[sets.Article], folder: Path, sample: int, *, unread: bool
) -> Iterator[Asked]:
    """Ask the questions of some articles of all their paragraphs, and of all but the question's own."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    listed = [(article.title, paragraph) for article in articles for paragraph in article.paragraphs]
    for number, (title, paragraph) in enumerate(listed):
        (corpus / f"{number:05}.md").write_text(f"# {title}\n\n{paragraph.text}\n", encoding="utf-8")
    kotae = opened(corpus, folder / "index")
    ids = {document.name: document.id for document in kotae.index.records.documents}
    everything = [*ids.values()]
    pairs = [(number, asked) for number, (_, paragraph) in enumerate(listed) for asked in paragraph.questions]
    for number, asked in random.Random(_SEED).sample(pairs, min(sample, len(pairs))):
        title, paragraph = listed[number]
        gold = having([paragraph.text[asked.start : asked.end]])
        yield ask(kotae, asked.text, source, gold, title, unread=unread)
        others = [identity for identity in everything if identity != ids[f"{number:05}.md"]]
        yield ask(kotae, asked.text, source, None, title, others, unread=unread)


def swapped(
    source: str, articles: Sequence[sets.Article], folder: Path, sample: int, *, unread: bool
) -> Iterator[Asked]:
    """Ask questions of some articles with a name or number exchanged, of all paragraphs; they have no answer there."""
    kotae = opened(folder / "corpus", folder / "index")
    pairs = [
        (article.title, paragraph, asked)
        for article in articles
        for paragraph in article.paragraphs
        for asked in paragraph.questions
    ]
    chance = np.random.default_rng(_SEED)
    names = [name for _, _, asked in pairs for name, _ in examples.names(asked.text)]
    made = 0
    for number in chance.permutation(len(pairs)):
        title, paragraph, asked = pairs[number]
        others = [names[place] for place in chance.integers(len(names), size=8)]
        changed = examples.swapped(asked.text, paragraph.text, others, chance)
        if changed:
            made += 1
            yield ask(kotae, changed, f"{source}, swapped", None, title, unread=unread)
        if made == sample:
            return


def ask(
    kotae: Kotae,
    question: str,
    source: str,
    is_right: Callable[[str], bool] | None,
    title: str = "",
    documents: list[str] | None = None,
    *,
    unread: bool,
) -> Asked:
    """Ask one question, which has an answer or none, and take down the signals of what is found."""
    (whole,) = kotae.understand(question, split=False).questions
    among = Among(frozenset(documents) if documents is not None else None)
    hits = search(whole, kotae.index, JUDGED, among)
    understood = asked_of(whole, hits[0].number, kotae.index)
    reader = None if unread else kotae.reader
    result = answer(whole, hits, kotae.index, 0.0, JUDGED, reader)
    hits, looked = read_first(understood, hits, kotae.index, reader)
    best = quoted_or_read(understood, hits, kotae.index, looked, reader)
    computed = result.answer is not None and result.answer.computed is not None
    found = () if computed or result.unsure else astuple(signals(understood, best, hits, kotae.index, looked))
    fold = f"article {int(hashlib.sha256(title.encode()).hexdigest(), 16) % _FOLDS}" if title else hits[0].document.id
    foreign = kotae.index.records.unit_languages[hits[0].number] != understood.language
    right = result.answer is not None and is_right is not None and is_right(result.answer.text)
    return Asked(source, understood.language, fold, is_right is not None, right, foreign, found, result.certainty)


def having(wanted: Sequence[str]) -> Callable[[str], bool]:
    """Return what tells whether a text has one of some strings."""
    return lambda text: any(plain(each) in plain(text) for each in wanted)


def opened(corpus: Path, index: Path) -> Kotae:
    """Index a corpus, if that has not been done, and open it."""
    settings = load(corpus=corpus, index=index)
    build(settings.recipe, settings.index)
    return Kotae.open(settings=settings)


def cross_validated(everything: list[Asked]) -> np.ndarray:
    """Return how sure each question is by a model fitted without its document or article; computed answers as in the code."""
    sure = np.array([one.deployed for one in everything])
    for fold in sorted({one.fold for one in everything}):
        bias, weights = fitted([one for one in everything if one.fold != fold])
        for place, one in enumerate(everything):
            if one.fold == fold and one.values:
                sure[place] = logistic(bias + weights @ np.array(one.values))
    return sure


def fitted(everything: list[Asked]) -> tuple[float, np.ndarray]:
    """Fit a logistic regression.

    Every set counts the same, and so do, within a set, the questions with and those without an answer.
    """
    everything = [one for one in everything if one.values]
    values = np.array([one.values for one in everything])
    right = np.array([one.right for one in everything], dtype=float)
    shares = balanced([(one.source.partition(",")[0], one.answerable) for one in everything])
    return fit(values, right, shares, _PENALTY)


def print_tradeoff(everything: list[Asked], sure: np.ndarray) -> None:
    """Print, for every set, how many of the questions without an answer are refused at four rates of false refusals."""
    print(header())
    for source in dict.fromkeys(one.source for one in everything):
        for name, chosen in {
            source: [True] * len(everything),
            f"{source}, ja": [one.language == "ja" for one in everything],
            f"{source}, en": [one.language == "en" for one in everything],
            f"{source}, own language": [not one.foreign for one in everything],
            f"{source}, across languages": [one.foreign for one in everything],
        }.items():
            rows = zip(everything, sure, chosen, strict=True)
            judged = [(float(value), one.answerable) for one, value, taken in rows if taken and one.source == source]
            if line := row(name, judged):
                print(line)
    ours = [
        (float(value), one)
        for one, value in zip(everything, sure, strict=True)
        if one.source.partition(",")[0] not in ("JaQuAD", "XQuAD")
    ]
    for name, language in (("all our own", "ja en"), ("all our own, ja", "ja"), ("all our own, en", "en")):
        print(row(name, [(value, one.answerable) for value, one in ours if one.language in language]))
    right = [(value, one.answerable) for value, one in ours if one.right or not one.answerable]
    print(row("all our own but those answered wrongly", right))
    ours = [(value, one.answerable) for value, one in ours]
    print(f"\n5 % of all our own that have an answer are under {threshold(ours, 0.05):.3f}; STRICTNESS is {STRICTNESS}")
    for under in sorted({STRICTNESS, *np.arange(0.1, 0.65, 0.1).round(2)}):
        print(f"under {under:.2f}:", json.dumps(refusals(everything, sure, float(under)), ensure_ascii=False))


def refusals(everything: list[Asked], sure: np.ndarray, under: float) -> dict[str, str]:
    """Return for every set and language the shares refused: of the questions with an answer, of those that are answered
    rightly, and of those without an answer."""
    low = np.array(sure) < under
    shares = {}
    for source, language in dict.fromkeys((one.source, one.language) for one in everything):
        own = [
            (one, out)
            for one, out in zip(everything, low, strict=True)
            if (one.source, one.language) == (source, language)
        ]
        kinds = (
            [out for one, out in own if one.answerable],
            [out for one, out in own if one.right],
            [out for one, out in own if not one.answerable],
        )
        shares[f"{source}, {language}"] = " / ".join(f"{np.mean(kind):.2f}" if kind else "-" for kind in kinds)
    return shares


def print_reliability(everything: list[Asked], sure: np.ndarray) -> None:
    """Print how many answers of each tenth of certainty are right, the sets and kinds counting the same."""
    groups = [(one.source, one.answerable) for one in everything]
    shares = np.array([1 / groups.count(group) for group in groups])
    right = np.array([one.right for one in everything], dtype=float)
    print("\n| certainty | questions | mean | right |\n|---|---:|---:|---:|")
    for low in np.arange(0, 1, 0.1):
        inside = (sure >= low) & (sure < low + 0.1 + 1e-9 * (low > 0.85))
        if inside.any():
            mean, held = (np.average(values[inside], weights=shares[inside]) for values in (sure, right))
            print(f"| {low:.1f} to {low + 0.1:.1f} | {inside.sum()} | {mean:.2f} | {held:.2f} |")


if __name__ == "__main__":
    main()
