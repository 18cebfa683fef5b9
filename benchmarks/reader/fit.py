"""Train the reader on public sets, measure it on articles left out, and write its weights with a card.

Run: python benchmarks/reader/fit.py FOLDER [--questions N] [--checkpoint FILE] [--jsquad FILE] [--write]
"""

import argparse
import json
import platform
from pathlib import Path

import tokenizers
import torch
from examples import Source
from glosses import Glosses
from measure import everything
from sets import cmrc, crossed, jaquad, qamr, qed, xquad
from training import Reader, train
from weights import write

from kotae.embedding.bert import load_bundled
from kotae.embedding.bundled import WEIGHTS_SHA256
from kotae.embedding.convert import cache_folder
from kotae.embedding.reader import WEIGHTS, load_reader
from kotae.embedding.source import bundled_folder

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261126
_COUNTED = 4  # words are counted in one of so many paragraphs
LICENCES = {
    "JaQuAD, train (SkelterLabsInc/JaQuAD)": "CC BY-SA 3.0",
    "XQuAD, first 18 articles, English and Chinese (google-deepmind/xquad)": "CC BY-SA 4.0",
    "QED, dev (google-research-datasets/QED)": "CC BY-SA 3.0",
    "QAMR, dev and test (uwnlp/qamr)": "MIT",
    "CMRC 2018, dev and trial (ymcui/cmrc2018)": "CC BY-SA 4.0",
    "JMdict and JMnedict, for questions in English words": "CC BY-SA 4.0",
    "multilingual-e5-small, below and before training": "MIT",
}


def sources(data: Path) -> list[Source]:
    """Return what is learned from, with its shares of the questions."""
    japanese = jaquad(data / "jaquad", left_out=False)
    english, chinese = (xquad(data / "xquad", language, left_out=False) for language in ("en", "zh"))
    glosses = Glosses(cache_folder(), (one.text for article in japanese for one in article.paragraphs[::_COUNTED]))
    return [
        Source("JaQuAD", 0.37, japanese),
        Source("JaQuAD, its questions in other words", 0.15, japanese, glosses.reworded),
        Source("JaQuAD, its questions in English words", 0.12, japanese, glosses.question),
        Source("XQuAD en", 0.05, english),
        Source("XQuAD en over zh", 0.06, crossed(english, chinese)),
        Source("XQuAD zh over en", 0.03, crossed(chinese, english)),
        Source("XQuAD zh", 0.01, chinese),
        Source("QED", 0.06, qed(data / "qed")),
        Source("QAMR", 0.12, qamr(data / "qamr")),
        Source("CMRC 2018", 0.03, cmrc(data / "cmrc")),
    ]


def untrained() -> Reader:
    """Return the reader before training."""
    torch.manual_seed(SEED)
    folder = bundled_folder()
    return Reader(load_bundled(folder, "float32"), load_bundled(folder, "bfloat16"))


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder that holds jaquad, xquad, cmrc, qed and qamr")
    parser.add_argument("--questions", type=int, default=27_200, help="how many questions are read in training")
    parser.add_argument(
        "--checkpoint", type=Path, default=Path("reader.pt"), help="kept while training, and gone on from"
    )
    parser.add_argument("--jsquad", type=Path, default=ROOT.parent / "shared" / "eval" / "jsquad-valid-v1.3.json")
    parser.add_argument("--measured", type=int, default=400, help="so many questions of each set are measured")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name} and its card into the package")
    return parser.parse_args()


def main() -> None:
    """Train, measure, and write where asked to."""
    chosen = options()
    model = untrained()
    learned = sources(chosen.data)
    read = train(model, learned, chosen.questions, SEED, chosen.checkpoint)
    file = WEIGHTS if chosen.write else chosen.checkpoint.with_suffix(".safetensors")
    write(model.state_dict(), file)
    reader = load_reader(load_bundled(bundled_folder(), "bfloat16"), file)
    told = everything(reader, chosen.data, chosen.jsquad, chosen.measured)
    print(json.dumps(told, ensure_ascii=False, indent=2))
    card = {
        "made by": f"python benchmarks/reader/fit.py FOLDER --questions {chosen.questions} --checkpoint FILE --write",
        "seed": SEED,
        "questions read": read,
        "shares": {source.name: source.share for source in learned},
        "from": LICENCES,
        "encoder": WEIGHTS_SHA256,
        "versions": {
            "python": platform.python_version(), "torch": torch.__version__, "tokenizers": tokenizers.__version__,
        },
        "figures": told,
    }  # fmt: skip
    file.with_suffix(".card.json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
