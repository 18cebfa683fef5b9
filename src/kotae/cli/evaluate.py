"""The commands on question sets: answer one and measure, compare two runs, begin a set, import one."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from kotae import printing
from kotae.cli.terminal import IndexOption, bars, errors_as_lines, stderr, stdout
from kotae.errors import QuestionSetError
from kotae.messages import explained, terminal_language
from kotae.settings import load

if TYPE_CHECKING:
    from kotae.evaluation.model import Summary
    from kotae.evaluation.thresholds import Threshold

_RUN = "run"


class _SetsFirst(TyperGroup):
    """A group that takes what is no command of its own for the arguments of `run`: `kotae eval questions.csv`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `run` before arguments that begin with no command."""
        known = not args or args[0] in self.commands or args[0] == "--help"
        return super().parse_args(ctx, args if known else [_RUN, *args])


app = typer.Typer(
    cls=_SetsFirst,
    no_args_is_help=True,
    help="Answer whole question sets and measure how well: kotae eval SET… (short for: kotae eval run SET…)",
)


@app.command(_RUN)
def run(
    sets: Annotated[list[Path], typer.Argument(metavar="SET…", help="Questions: JSONL, CSV, TSV, XLSX or YAML.")],
    index: IndexOption = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the run; a new one in runs/ without it.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="An earlier run's folder to compare with.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes that answer; one a processor without it.")] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            metavar="METRIC=VALUE",
            help="Leave with status 1 where a metric is worse, as nDCG@10=0.9 or en/Success@1=0.8. May be given again.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Answer question sets, measure, and write a report. A run that was stopped goes on where it was."""
    with errors_as_lines(), _problems_as_lines():
        from kotae.app import Kotae
        from kotae.evaluation.evaluate import carry_out, plan
        from kotae.evaluation.sets.read import read_within
        from kotae.evaluation.thresholds import parsed
        from kotae.processes import cores

        settings = load(index=index)
        wanted = [parsed(text) for text in fail_under or ()]
        questions = read_within(sets, settings.limits)  # a set that is wrong is refused before the model is loaded
        kotae = Kotae.open(settings=settings)
        planned = plan(kotae, sets, questions, out, baseline)
        for problem in planned.problems:
            stderr().print(f"[yellow]![/] {printing.escaped(explained(problem, terminal_language()))}")
        if planned.known:
            known = f"Going on in {planned.folder}: {len(planned.known)} are answered already."
            stderr().print(printing.escaped(known), highlight=False)
        with _kept_on_interrupt(planned.folder, sets), bars() as shown:
            evaluated = carry_out(kotae, planned, jobs or cores(), partial(shown, "answering"))
        if as_json:
            told = {"folder": str(evaluated.folder), **evaluated.run}
            if evaluated.comparison:
                told["comparison"] = asdict(evaluated.comparison)
            sys.stdout.write(printing.json_text(told) + "\n")
        else:
            from kotae.evaluation.store import REPORTS, SUMMARIES

            language = terminal_language()
            _show((evaluated.folder / SUMMARIES[language]).read_text(encoding="utf-8"))
            stdout().print(printing.reported(evaluated.folder / REPORTS[language]), highlight=False)
        _check(evaluated.summary, wanted)


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="The folder of a run.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="The folder of another run of the same questions.")],
) -> None:
    """Show by how much run B is better or worse than run A, and which questions it won and lost."""
    with errors_as_lines():
        from kotae.evaluation import store
        from kotae.evaluation.measures.compare import compare as compared
        from kotae.evaluation.reports.compared import comparison_markdown

        comparison = compared(store.read(first).outcomes, store.read(second).outcomes, 0)
        _show(comparison_markdown(comparison, terminal_language()))


@app.command()
def init(
    path: Annotated[Path, typer.Argument(help="The file: .yaml, .csv, .tsv, .xlsx or .jsonl.")] = Path(
        "questions.yaml"
    ),
) -> None:
    """Write a question set to begin with: three questions, every column explained."""
    with errors_as_lines():
        from kotae.evaluation.sets.template import write_template

        write_template(path)
        written = f"Written: {path}. Put your questions in, then: kotae eval {path}"
        stdout().print(printing.escaped(written), highlight=False)


@app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(help="A SQuAD-style JSON file, a BEIR folder or TREC qrels.")],
    out: Annotated[Path, typer.Option(help="Folder for questions.jsonl, and for the corpus where the source has one.")],
    queries: Annotated[Path | None, typer.Option(help="For TREC qrels: the queries, as TSV or JSONL.")] = None,
) -> None:
    """Make a question set of a published one, and a corpus of its paragraphs."""
    with errors_as_lines(), _problems_as_lines():
        from kotae.evaluation.sets.imports import import_set

        imported = import_set(source, out, queries=queries)
        stdout().print(printing.escaped(printing.imported(imported)), highlight=False)


def _show(text: str) -> None:
    """Print Markdown: laid out in a terminal, as it is into a file or a pipe."""
    console, shown = stdout(), printing.plain(text)
    if console.is_terminal:
        from rich.markdown import Markdown

        console.print(Markdown(shown), soft_wrap=False)
    else:
        sys.stdout.write(f"{shown}\n")


def _check(summary: "Summary", wanted: Sequence["Threshold"]) -> None:
    """Leave with status 1 where a wanted figure is not reached."""
    from kotae.evaluation.thresholds import unmet

    missed = [line for threshold in wanted if (line := unmet(summary, threshold))]
    for line in missed:
        stderr().print(f"[red]kotae:[/] {printing.escaped(line)}", highlight=False)
    if missed:
        raise typer.Exit(1)


@contextmanager
def _problems_as_lines() -> Iterator[None]:
    """Print every problem of a question set on a line of its own and leave with status 1."""
    try:
        yield
    except QuestionSetError as error:
        for problem in error.problems:
            said = explained(problem, terminal_language())
            stderr().print(f"[red]kotae:[/] {printing.escaped(said)}", highlight=False)
        raise typer.Exit(1) from None


@contextmanager
def _kept_on_interrupt(folder: Path, sets: Sequence[Path]) -> Iterator[None]:
    """Say on Ctrl-C how a run goes on."""
    try:
        yield
    except KeyboardInterrupt:
        names = " ".join(str(path) for path in sets)
        told = f"kotae: stopped; what is answered is kept. Go on with: kotae eval {names} --out {folder}"
        stderr().print(printing.escaped(told), highlight=False)
        raise typer.Exit(130) from None
