"""An index brought up to date with its corpus, wherever it is kept."""

from dataclasses import replace

from kotae.bounded import Worker
from kotae.index import build, engines, opened
from kotae.index.build import IndexReport
from kotae.index.generation import GenerationManifest
from kotae.index.milvus import generations
from kotae.index.milvus.connection import Milvus, connected
from kotae.index.milvus.layout import Names
from kotae.index.milvus.lease import lease
from kotae.index.milvus.publish import publish
from kotae.index.parts import Embed, Progress
from kotae.index.place import Place
from kotae.index.recipe import Recipe


def update(
    recipe: Recipe,
    place: Place,
    *,
    rebuild: bool = False,
    on_progress: Progress | None = None,
    embed: Embed | None = None,
    ready: Worker | None = None,
) -> IndexReport:
    """Bring an index up to date with its corpus; arguments and errors as for `build`.

    For Milvus the generation is made in this machine's index folder, then brought there; the lease is held from before the
    corpus is looked at, so that of two machines the one that is later has seen what the other saw.

    Raises:
        EngineError: Milvus cannot be used, or another machine is writing the index.
    """
    made = build.build
    if place.milvus is None:
        return made(recipe, place.folder, rebuild=rebuild, on_progress=on_progress, embed=embed, ready=ready)
    milvus, names = connected(place.milvus), Names(place.milvus.name)
    with lease(milvus, names) as held:
        report = made(recipe, place.folder, rebuild=rebuild, on_progress=on_progress, embed=embed, ready=ready)
        folder, manifest = opened.checked(place.folder)
        if not rebuild and _is_there(milvus, names, manifest):
            return report
        publish(milvus, names, held, folder, manifest, on_progress or (lambda stage, done, total: None), anew=rebuild)
    return replace(report, changed=True)


def is_stale(recipe: Recipe, place: Place) -> bool:
    """Tell whether the corpus, the model or the way of reading differ from what the index was made of and with."""
    return build.differs(recipe, engines.manifest(place))


def _is_there(milvus: Milvus, names: Names, made: GenerationManifest) -> bool:
    name = generations.current(milvus, names)
    return bool(name) and generations.manifest(milvus, names, name).stored == made
