"""The commands on documents and questions; those on question sets are in `evaluate`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kotae import printing
from kotae.cli import evaluate, sources
from kotae.cli.terminal import CorpusOption, IndexOption, errors_as_lines, stderr, stdout
from kotae.errors import KotaeError, QuestionError
from kotae.settings import Settings, load

app = typer.Typer(
    help="Answers from documents, in Japanese and English, with the page to prove it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.add_typer(evaluate.app, name="eval")

app.command()(sources.fetch)
app.command()(sources.cite)


@app.command()
def index(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: Annotated[str | None, typer.Option(help="Embedding model: bundled, or a name or path.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed every document again.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on and keep up with the folder, until Ctrl-C.")] = False,
) -> None:
    """Bring the index up to date with the documents; only what is new or changed is read again."""
    with errors_as_lines():
        from kotae.cli import indexing

        settings = load(corpus=corpus, index=index, model=model)
        if watch:
            indexing.keep_up(settings, rebuild=rebuild)
        else:
            indexing.index_once(settings, rebuild=rebuild)


@app.command(context_settings={"ignore_unknown_options": True})
def ask(
    question: Annotated[str, typer.Argument(help="A question in Japanese or English.")],
    index: IndexOption = None,
    results: Annotated[
        int | None, typer.Option("-k", "--results", min=1, max=100, help="How many hits to show.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show too what was tried over tables.")] = False,
    after: Annotated[
        str | None, typer.Option("--after", help="The question before, which this one follows on.")
    ] = None,
) -> None:
    """Answer a question from the documents, with citations."""
    with errors_as_lines():
        from kotae.app import Kotae
        from kotae.question.follow_up import unfollowed
        from kotae.question.understand import tidy

        tidy(question)  # a question that cannot be asked is refused before the model is loaded
        settings = load(index=index, results=results)
        kotae = Kotae.open(settings=settings)
        followed = kotae.follow_up(question, after) if after else None
        if followed and followed.missing:
            raise QuestionError(unfollowed(followed.missing))
        result = kotae.ask(followed.question if followed else question)
        if followed and not as_json:
            stdout().print(printing.asked_as(result), highlight=False)
        if as_json:
            sys.stdout.write(printing.as_json(result) + "\n")
        else:
            printing.print_result(result, stdout())
        if explain and not as_json:
            printing.print_tried(result, stdout())


@app.command()
def status(index: IndexOption = None, corpus: CorpusOption = None) -> None:
    """Show what is indexed, with which model, and whether the documents have changed since."""
    with errors_as_lines():
        from kotae.index import engines

        settings = load(corpus=corpus, index=index)
        engines.verify(settings.place)
        printing.print_status(engines.open_newest(settings.place), settings.place, _stale(settings), stdout())


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
    with errors_as_lines():
        settings = load(corpus=corpus, index=index)
        try:
            from kotae_ui import guard, server
        except ImportError as error:
            raise KotaeError(
                f"The web interface needs more packages ({error}). Run: pip install 'kotae[ui]'"
            ) from error
        accounts = guard.read_accounts(auth_file) if auth_file else {}
        if not accounts and not server.is_local(host):
            stderr().print(printing.open_door(host))
        server.serve(
            settings,
            host=host,
            port=port,
            root_path=root_path.rstrip("/"),
            accounts=accounts,
            on_ready=lambda address: stdout().print(printing.served(address), highlight=False),
        )


def _stale(settings: Settings) -> str:
    """Say whether the index is stale; a corpus that cannot be read is said as such, the index still answers."""
    from kotae.index.update import is_stale

    try:
        return "stale: run kotae index" if is_stale(settings.recipe, settings.place) else "up to date"
    except KotaeError as error:
        return f"unknown: {error}"
