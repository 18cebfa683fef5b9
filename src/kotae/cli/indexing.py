"""Indexing from the command line: once, or for as long as the folder is watched."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from types import FrameType

from kotae import printing
from kotae.cli.terminal import bars, stderr, stdout
from kotae.corpus.watching import Watch
from kotae.embedding import Encoded, Encoder
from kotae.errors import BrokenIndexError, KotaeError
from kotae.index.parts import Embed
from kotae.index.update import update
from kotae.messages import explained, terminal_language
from kotae.settings import Settings


def index_once(settings: Settings, *, rebuild: bool, embed: Embed | None = None, quiet: bool = False) -> None:
    """Bring the index up to date, show how it goes, and say what came of it.

    Args:
        settings: which corpus, index and model.
        rebuild: take nothing over.
        embed: a model that is loaded already, if any.
        quiet: say nothing where nothing has changed.

    Raises:
        KotaeError: as for `update`.
    """
    with bars() as shown:
        report = update(settings.recipe, settings.place, rebuild=rebuild, on_progress=shown, embed=embed)
    if quiet and not report.changed:
        return
    for problem in report.problems:
        stderr().print(f"[yellow]![/] {printing.escaped(explained(problem, terminal_language()))}")
    for name, shortfall in report.shortfalls:
        stderr().print(f"[yellow]![/] {printing.escaped(printing.not_read(name, shortfall))}")
    stdout().print(printing.report_line(report), highlight=False)


def keep_up(settings: Settings, *, rebuild: bool) -> None:
    """Bring the index up to date now and whenever the folder has changed, until Ctrl-C.

    Args:
        settings: which corpus, index and model.
        rebuild: take nothing over the first time.
    """
    watch = Watch(settings.corpus)
    embed = _kept_model(settings)
    first = True
    stderr().print(printing.watching(settings.corpus), highlight=False)
    with suppress(KeyboardInterrupt), _ended_by_interrupts(watch):
        for _ in watch:
            try:
                index_once(settings, rebuild=rebuild and first, embed=embed, quiet=not first)
                first = False
            except KotaeError as error:  # the folder may be mended; it is watched on
                stderr().print(f"[red]kotae:[/] {printing.escaped(explained(str(error), terminal_language()))}")
                if isinstance(error, BrokenIndexError):
                    watch.again()  # another run was writing it
    stderr().print(printing.watched())


@contextmanager
def _ended_by_interrupts(watch: Watch) -> Iterator[None]:
    """Let Ctrl-C end the watch also where its exception is lost, as it is in what runs when an object goes."""

    def interrupted(number: int, frame: FrameType | None) -> None:
        watch.interrupt()
        raise KeyboardInterrupt

    handler = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def _kept_model(settings: Settings) -> Embed:
    """Return what embeds with a model that is loaded when it is first needed, and kept."""

    @cache
    def encoder() -> Encoder:
        return Encoder.load(settings.model, cache=settings.cache, dtype=settings.dtype)

    def embed(texts: Sequence[str]) -> Iterator[tuple[int, Encoded]]:
        return encoder().each_passage(texts)

    return embed
