"""Tables in PDF, Kotae side by side with other readers, as one Markdown table with its date and machine.

Run: python benchmarks/tables/run.py FOLDER [--write] [--only SYSTEM] [--list]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

sys.path += [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "peers")]

import environment
from comparison import Measure, next_work, table
from machine import stamp
from relations import Cell, Score, best, relations
from rows import between_markers
from truth import Document, documents, part

HERE = Path(__file__).resolve().parent
README = HERE / "README.md"
SYSTEMS = {
    "Kotae": "kotae",
    "PyMuPDF": "pymupdf",
    "pdfplumber": "pdfplumber",
    "Camelot": "camelot",
    "tabula": "tabula",
}
_COST = "a minute, 0.8 GB"


class Run(NamedTuple):
    """What one system read: its score on each document, processor seconds for all of them, its packages' versions."""

    scores: list[Score]
    seconds: float
    packages: Mapping[str, str]


def main() -> None:
    """Measure the systems, print the table, and put it into README.md where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the competition's documents, each with its NAME-str.xml beside it")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/tables/README.md")
    parser.add_argument("--only", choices=SYSTEMS, help="measure one system alone")
    parser.add_argument("--list", action="store_true", help="list the scores of each document that may be looked at")
    options = parser.parse_args()
    if options.write and options.only:
        parser.error("what is written is measured whole: leave out --write or --only")
    try:
        listed = documents(options.folder)
    except FileNotFoundError as error:
        parser.error(str(error))
    runs = {name: run for name in SYSTEMS if options.only in (None, name) if (run := _run(name, listed))}
    rendered = _rendered(listed, runs)
    print(rendered)
    if options.list:
        for name, run in runs.items():
            print(f"\n{name}\n\n{_each(listed, run)}")
    if options.write:
        README.write_text(between_markers(README.read_text(encoding="utf-8"), rendered), encoding="utf-8")


def _run(system: str, listed: Sequence[Document]) -> Run | None:
    """Let a system read the documents; None where it cannot run on this machine."""
    if system == "tabula" and not shutil.which("java"):
        print("tabula: left out, for there is no Java", file=sys.stderr)
        return None
    print(f"{system} …", file=sys.stderr, flush=True)
    own = HERE / "requirements.txt"
    interpreter = Path(sys.executable) if system == "Kotae" else environment.python(own, ".venv-tables", _COST)
    told = _told(interpreter, HERE / f"worker_{SYSTEMS[system]}.py", [document.path for document in listed])
    scores = [best(_relations(told["tables"][str(one.path)]), one.truths) for one in listed]
    return Run(scores, told["seconds"], told["packages"])


def _told(interpreter: Path, worker: Path, paths: Iterable[Path]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "asked.json", Path(folder) / "told.json"
        asked.write_text(json.dumps([str(path) for path in paths]), encoding="utf-8")
        subprocess.run(
            [interpreter, worker, asked, told], check=True, stdout=subprocess.DEVNULL, env=_environment(worker)
        )
        return json.loads(told.read_text(encoding="utf-8"))


def _environment(worker: Path) -> dict[str, str]:
    """Keep what is set for Kotae's own imports from the other systems' environment."""
    kept = dict(os.environ)
    if worker.name != "worker_kotae.py":
        kept.pop("PYTHONPATH", None)
    return kept


def _relations(tables: Iterable[Any]) -> list[Any]:
    return [found for page, cells in tables for found in relations(page, [Cell(*cell) for cell in cells])]


def _rendered(listed: Sequence[Document], runs: Mapping[str, Run]) -> str:
    measures = []
    for name, kinds in (("all", ("seen", "unseen")), ("looked at", ("seen",)), ("not looked at", ("unseen",))):
        numbers = [number for number in range(len(listed)) if part(number) in kinds]
        measures += _shares(name, numbers, runs)
    seconds = {name: run.seconds for name, run in runs.items()}
    measures.append(Measure("all", "processor time of the reading process", len(listed), "seconds", "less", seconds))
    systems = list(runs)
    lines = [stamp(), "", table(measures, systems), "", next_work(measures, systems), ""]
    return "\n".join([*lines, *_notes(runs)])


def _shares(name: str, numbers: Sequence[int], runs: Mapping[str, Run]) -> list[Measure]:
    """Return precision, recall and F1: the mean of documents, and over all relations together."""
    chosen = {system: [run.scores[number] for number in numbers] for system, run in runs.items()}
    totals = {system: Score(*map(sum, zip(*scores, strict=True))) for system, scores in chosen.items()}
    true = max((total.true for total in totals.values()), default=0)
    measures = []
    for what in ("F1", "precision", "recall"):
        figure = what.lower()
        means = {system: fmean(getattr(score, figure) for score in scores) for system, scores in chosen.items()}
        measures.append(Measure(name, f"{what}, mean of documents", len(numbers), "share", "more", means))
    for what in ("F1", "precision", "recall"):
        figures = {system: getattr(total, what.lower()) for system, total in totals.items()}
        measures.append(Measure(name, f"{what}, over all relations", true, "share", "more", figures))
    return measures


def _each(listed: Sequence[Document], run: Run) -> str:
    lines = ["| document | F1 | precision | recall | relations |", "|---|---:|---:|---:|---:|"]
    for number, (document, score) in enumerate(zip(listed, run.scores, strict=True)):
        if part(number) == "seen":
            figures = f"{score.f1:.3f} | {score.precision:.3f} | {score.recall:.3f} | {score.true}"
            lines.append(f"| {document.path.stem} | {figures} |")
    return "\n".join(lines)


def _notes(runs: Mapping[str, Run]) -> Iterable[str]:
    """Say which versions ran."""
    versions = (", ".join(f"{package} {number}" for package, number in run.packages.items()) for run in runs.values())
    return [f"{'; '.join(versions)}."]


if __name__ == "__main__":
    main()
