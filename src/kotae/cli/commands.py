"""The command line: parse, call the application, print."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich import progress
from rich.console import Console

from kotae import printing
from kotae.errors import KotaeError
from kotae.settings import Settings, load

app = typer.Typer(
    help="Answers from documents, in Japanese and English, with the page to prove it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="Folder that holds the documents.")]
IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder that holds the index.")]


@app.command()
def index(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: Annotated[str | None, typer.Option(help="Embedding model: bundled, or a name or path.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed every document again.")] = False,
) -> None:
    """Bring the index up to date with the documents; only what is new or changed is read again."""
    with _errors_as_lines():
        from kotae.index.build import build

        settings = load(corpus=corpus, index=index, model=model)
        with _progress() as shown, _interrupts_kept() as interrupted:

            def step(stage: str, done: int, total: int) -> None:
                if interrupted:
                    raise KeyboardInterrupt
                shown(stage, done, total)

            report = build(settings.recipe, settings.index, rebuild=rebuild, on_progress=step)
        for problem in report.problems:
            _stderr().print(f"[yellow]![/] {printing.escaped(problem)}")
        _stdout().print(printing.report_line(report), highlight=False)


@app.command(context_settings={"ignore_unknown_options": True})
def ask(
    question: Annotated[str, typer.Argument(help="A question in Japanese or English.")],
    index: IndexOption = None,
    results: Annotated[
        int | None, typer.Option("-k", "--results", min=1, max=100, help="How many hits to show.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Answer a question from the documents, with citations."""
    with _errors_as_lines():
        from kotae.app import Kotae
        from kotae.retrieval.query import tidy

        tidy(question)  # a question that cannot be asked is refused before the model is loaded
        settings = load(index=index, results=results)
        result = Kotae.open(settings=settings).ask(question)
        if as_json:
            sys.stdout.write(printing.as_json(result) + "\n")
        else:
            printing.print_result(result, _stdout())


@app.command()
def status(index: IndexOption = None, corpus: CorpusOption = None) -> None:
    """Show what is indexed, with which model, and whether the documents have changed since."""
    with _errors_as_lines():
        from kotae.index.opened import checked

        settings = load(corpus=corpus, index=index)
        folder, manifest = checked(settings.index)
        printing.print_status(folder, manifest, _stale(settings), _stdout())


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to answer at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 7860,
    root_path: Annotated[str, typer.Option(help="The path below which a proxy shows it, such as /kotae.")] = "",
    auth_file: Annotated[
        Path | None, typer.Option(help="A file with a line name:password for each account; without it all may come in.")
    ] = None,
    index: IndexOption = None,
    corpus: CorpusOption = None,
) -> None:
    """Serve the web interface, its HTTP API and its MCP server, until Ctrl-C."""
    with _errors_as_lines():
        settings = load(corpus=corpus, index=index)
        try:
            from kotae_ui import guard, server
        except ImportError as error:
            raise KotaeError(
                f"The web interface needs more packages ({error}). Run: pip install 'kotae[ui]'"
            ) from error
        accounts = guard.read_accounts(auth_file) if auth_file else {}
        if not accounts and not server.is_local(host):
            _stderr().print(printing.open_door(host))
        server.serve(
            settings,
            host=host,
            port=port,
            root_path=root_path.rstrip("/"),
            accounts=accounts,
            on_ready=lambda address: _stdout().print(printing.served(address), highlight=False),
        )


def _stale(settings: Settings) -> str:
    """Say whether the index is stale; a corpus that cannot be read is said as such, the index still answers."""
    from kotae.index.build import is_stale

    try:
        return "stale: run kotae index" if is_stale(settings.recipe, settings.index) else "up to date"
    except KotaeError as error:
        return f"unknown: {error}"


@contextmanager
def _errors_as_lines() -> Iterator[None]:
    """Print an expected error as one line and leave with status 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character still shows the others
    try:
        yield
    except KotaeError as error:
        _stderr().print(f"[red]kotae:[/] {printing.escaped(str(error))}", highlight=False)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        _stderr().print("kotae: stopped; nothing was changed.")
        raise typer.Exit(130) from None


@contextmanager
def _interrupts_kept() -> Iterator[list[int]]:
    """Remember Ctrl-C: raised inside a library's callback it may be swallowed there."""
    kept: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        kept.append(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield kept
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on the error stream, one line per stage."""
    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.TextColumn("{task.completed}/{task.total}"),
        progress.TimeRemainingColumn(),
    )
    console = _stderr()
    with progress.Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks: dict[str, progress.TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def _stdout() -> Console:
    return Console(soft_wrap=True)


def _stderr() -> Console:
    return Console(stderr=True, soft_wrap=True)
