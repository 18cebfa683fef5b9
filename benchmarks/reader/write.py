"""Put trained weights into the package with a card, measured as the package reads them.

Run: python benchmarks/reader/write.py FOLDER WEIGHTS [--jsquad FILE]
"""

import argparse
import json
import platform
import shutil
from pathlib import Path

import tokenizers
from learned import LICENCES, SEED, sources
from measure import everything
from safetensors import safe_open

from kotae.embedding.bert import load_bundled
from kotae.embedding.bundled import WEIGHTS_SHA256
from kotae.embedding.reader import WEIGHTS, load_reader
from kotae.embedding.source import bundled_folder

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure weights, and write them and their card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder that holds the sets; see README.md")
    parser.add_argument("weights", type=Path, help="what train.py wrote")
    parser.add_argument("--jsquad", type=Path, default=ROOT.parent / "shared" / "eval" / "jsquad-valid-v1.3.json")
    parser.add_argument("--measured", type=int, default=400, help="so many questions of each set are measured")
    options = parser.parse_args()
    with safe_open(options.weights, framework="numpy") as file:
        trained = json.loads(file.metadata()["trained"])
    reader = load_reader(load_bundled(bundled_folder()), options.weights)
    told = everything(reader, options.data, options.jsquad, options.measured)
    print(json.dumps(told, ensure_ascii=False, indent=2))
    card = {
        "made by": "pack.py, train.py and write.py of benchmarks/reader; see the README there",
        "seed": SEED,
        "trained": trained,
        "shares": {source.name: source.share for source in sources(options.data)},
        "from": LICENCES,
        "encoder": WEIGHTS_SHA256,
        "versions": {"python": platform.python_version(), "tokenizers": tokenizers.__version__},
        "figures": told,
    }  # fmt: skip
    shutil.copyfile(options.weights, WEIGHTS)
    WEIGHTS.with_suffix(".card.json").write_text(
        json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
