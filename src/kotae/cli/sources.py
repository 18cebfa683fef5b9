"""The commands on cited sources: fetching them, and which passages rest on them."""

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kotae.cli.terminal import CorpusOption, IndexOption, bars, errors_as_lines, stderr, stdout
from kotae.errors import CorpusError
from kotae.printing import citing, escaped, outcome, proposed
from kotae.settings import Settings, load


def fetch(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID…", help="Sources of the manifest, by their ids.")
    ] = None,
    corpus: CorpusOption = None,
    shorter: Annotated[
        bool, typer.Option("--shorter", help="Take a file though it is shorter than the one that is here.")
    ] = False,
    from_references: Annotated[
        Path | None,
        typer.Option(help="Fetch nothing; propose entries for the manifest from the reference list of this document."),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Write the proposed entries into the manifest.")] = False,
) -> None:
    """Bring the sources that the manifest gives an address for; without an ID, all whose files are not here."""
    with errors_as_lines():
        settings = load(corpus=corpus)
        if from_references is not None:
            _propose(settings, from_references, accept)
            return
        _fetch(settings, ids or [], shorter)


def _fetch(settings: Settings, ids: list[str], shorter: bool) -> None:
    from kotae.corpus import manifest
    from kotae.corpus.fetching.fetch import FetchRecipe, wanted
    from kotae.corpus.fetching.fetch import fetch as fetch_sources

    sources = manifest.read(settings.corpus).sources
    chosen = wanted(sources, ids, settings.corpus)
    recipe = FetchRecipe(settings.corpus, settings.fetching, settings.limits, shorter)
    states = []
    with bars() as shown:
        for came in fetch_sources(chosen, recipe, shown):
            is_good = came.state in ("fetched", "unchanged")
            (stdout() if is_good else stderr()).print(outcome(came), highlight=False)
            states.append(came.state)
    unaddressed = [source.id for source in sources if not source.url and not source.file]
    if not ids and unaddressed:
        stderr().print(escaped(f"No address in the manifest, and no file: {', '.join(unaddressed)}."), highlight=False)
    if "fetched" in states:
        stdout().print("Next: kotae index")
    elif not states:
        stdout().print("Nothing to fetch: every source with an address is here.")
    if not all(state in ("fetched", "unchanged") for state in states):
        raise typer.Exit(1)


def _propose(settings: Settings, path: Path, accepted: bool) -> None:
    from kotae.bounded import Worker
    from kotae.corpus import citations, manifest, proposals
    from kotae.documents.reading import read

    listed = manifest.read(settings.corpus)
    here = {(settings.corpus / source.file).resolve(): source.id for source in listed.sources if source.file}
    with closing(Worker()) as worker:
        references = read(worker, path, settings.limits, citations.references, settings.cache / "ocr")
    if not references:
        raise CorpusError(
            f"{path.name}: no reference list in it whose entries begin with an author and a year in brackets"
        )
    found = proposals.propose(references, listed.sources, here.get(path.resolve(), ""))
    if accepted and found:
        proposals.accept(settings.corpus, found)
    stdout().print(proposed(found, len(references), accepted=accepted), highlight=False, markup=False)


def cite(index: IndexOption = None, corpus: CorpusOption = None) -> None:
    """Show which passages rest on which source, and which sources are missing."""
    with errors_as_lines():
        from kotae.corpus import manifest
        from kotae.corpus.resting import resting
        from kotae.index import engines

        settings = load(corpus=corpus, index=index)
        records = engines.open_newest(settings.place).records
        with closing(records):
            rests = resting(
                records.citing(),
                manifest.read(settings.corpus).sources,
                frozenset(document.id for document in records.documents),
            )
        show = partial(stdout().print, highlight=False, markup=False)
        for line in citing(rests):
            show(line)
