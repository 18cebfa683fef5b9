"""What tests of several folders use: a small corpus, settings, and the real command's environment."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache as kept
from pathlib import Path

from workloads import itself

from kotae import Kotae
from kotae.bounded import Worker
from kotae.documents.model import Column, Document, Table
from kotae.documents.reading import ReadingLimits, read
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.embedding import Dtype, Encoder, PassageReader
from kotae.index.build import IndexReport
from kotae.index.engines import open_newest
from kotae.index.parts import Progress
from kotae.index.update import update
from kotae.messages import explained, recognised
from kotae.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
KOTAE = Path(sys.executable).with_name("kotae")

# A corpus in both languages, in three formats: enough to be asked across languages, small enough to be made in seconds.
SMALL = {
    "fuji.md": """# 富士山

## 高さ

富士山の標高は3776メートルで、日本で最も高い山である。山頂の気温は真夏でも10度を超えることが少ない。

## 噴火

最後の噴火は1707年の宝永噴火である。江戸の町にも火山灰が降り、畑の作物が枯れた。

## 登山者数

表1は年ごとの登山者数を示す。

表1 富士山の登山者数

| 年 | 登山者(人) | 救助(件) |
|---|---|---|
| 2021 | 78,548 | 51 |
| 2022 | 160,145 | 60 |
| 2023 | 221,322 | 97 |
""",
    "lighthouse.html": """<!doctype html><html lang="en"><head><title>The lighthouse at Cape Lorne</title></head><body>
<h1>The lighthouse at Cape Lorne</h1>
<h2>Construction</h2>
<p>The lighthouse was built of granite in 1862. Its keeper lived in a cottage beside the tower.</p>
<h2>The storm of 1911</h2>
<p>A storm broke the lantern on 14 March 1911. The keeper burned oil lamps by hand for nine nights until the glass was
replaced. Notice No. 2025-006 and form PPR-9087 describe the repair (Harper[2019]).</p>
<h2>Cats</h2>
<p>Three cats kept the mice away from the stores of grain.</p>
</body></html>
""",
    "tea.txt": """Growing tea in the hills

Tea bushes need acid soil, steady rain and mist. The first leaves are picked by hand in late April.

The farm in Ueda sold 412 tonnes of tea in 2022 for 3.6 million yen.

References
Harper, J. [2019], Lamps of the northern coast, Quay Press.
""",
}


def settings_for(corpus: Path, index: Path, cache: Path, **others: object) -> Settings:
    """Return settings that read neither kotae.toml nor the environment for what they name."""
    return Settings.model_validate({"corpus": corpus, "index": index, "cache": cache, **others})


@kept
def _encoder(model: str, cache: Path, dtype: Dtype) -> Encoder:
    return Encoder.load(model, cache=cache, dtype=dtype)


@kept
def _reader(model: str, cache: Path, dtype: Dtype) -> PassageReader | None:
    return _encoder(model, cache, dtype).reader()


@kept
def reading_worker() -> Worker:
    """Return what reads for all tests of this process; it ends with it."""
    return Worker()


def read_whole(worker: Worker, path: Path) -> Document:
    """Read a document in a worker, as indexing does, and return it."""
    return read(worker, path, ReadingLimits(60, 600, 2000), itself)


def _model(settings: Settings) -> tuple[str, Path, Dtype]:
    """Return what says which model is loaded; from caches of which one's files lead to another's, it is the same one."""
    return settings.model, (settings.cache / "models").resolve().parent, settings.dtype


def made_index(settings: Settings, *, rebuild: bool = False, on_progress: Progress | None = None) -> IndexReport:
    """Bring an index up to date with its corpus; the model, and what reads, are loaded once for all tests of this process."""
    model = _model(settings)
    return update(
        replace(settings.recipe, cache=model[1]),
        settings.place,
        rebuild=rebuild,
        on_progress=on_progress,
        embed=lambda texts: _encoder(*model).each_passage(texts),
        ready=reading_worker(),
    )


def opened(settings: Settings) -> Kotae:
    """Open an index; the model is loaded once for all tests of this process."""
    model = _model(settings)
    return Kotae(open_newest(settings.place), _encoder(*model), settings, lambda: _reader(*model))


def indexed(texts: Mapping[str, str], folder: Path, cache: Path) -> Kotae:
    """Index texts by their file names, in an empty folder, and open the index."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in texts.items():
        (corpus / name).write_text(text, encoding="utf-8")
    settings = settings_for(corpus, folder / "index", cache)
    made_index(settings)
    return opened(settings)


def columns(*headers: str) -> tuple[Column, ...]:
    """Return columns of texts under some headers."""
    return tuple(Column(position, header, header) for position, header in enumerate(headers))


def built_table(*rows: str) -> Table:
    """Build a table of rows whose cells stand between bars, as a reader does that says nothing of their header."""
    cells = [
        RawCell(text.strip(), number, column)
        for number, row in enumerate(rows)
        for column, text in enumerate(row.split("|"))
    ]
    return build(RawTable(tuple(cells), 1, merges_known=True))


def write_small(folder: Path) -> Path:
    """Write the small corpus into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in SMALL.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def said_in_japanese(line: str) -> bool:
    """Tell whether what an error says has a code, and so is said in Japanese too, with the place that it tells."""
    message = recognised(line)
    if message is None or message.code.startswith("place."):
        return False
    place = message.values.get("place", "")
    untold = ", line " in place or ", row " in place
    return explained(line, "ja") != line and not (untold and place in explained(line, "ja"))


def environment(**variables: str) -> dict[str, str]:
    """Return an environment for the command, without settings of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOTAE_")}
    return kept | {"COLUMNS": "80", "TERM": "dumb"} | variables


def until(condition: Callable[[], object]) -> None:
    """Wait for what happens in the background, however busy the machine is; if it never does, the test fails."""
    end = time.monotonic() + 600
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


def children(pid: int) -> set[int]:
    """Return the processes that a process has started."""
    listed = subprocess.run(["ps", "-o", "pid=,comm=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return {int(line.split()[0]) for line in listed.splitlines() if line.split()[1] != "ps"}


def is_running(pid: int) -> bool:
    """Tell whether a process is there and has not ended."""
    state = subprocess.run(["ps", "-o", "state=", "-p", str(pid)], capture_output=True, text=True).stdout
    return bool(state.strip()) and not state.startswith("Z")
