"""The newest generation of an index, wherever it is kept: on this machine's disk, or in Milvus."""

from pathlib import Path

from kotae.index import generation, opened
from kotae.index.engine import OpenIndex
from kotae.index.generation import GenerationManifest
from kotae.index.milvus import generations
from kotae.index.milvus import opened as in_milvus
from kotae.index.milvus.connection import connected
from kotae.index.milvus.layout import Names
from kotae.index.place import Place


def current(place: Place) -> Path | None:
    """Return the folder of the current generation on this machine, or None where nothing has been indexed.

    A generation in Milvus need not be fetched yet; its folder's name tells it from others all the same.

    Raises:
        BrokenIndexError: what names the current generation is damaged, or Milvus cannot be used.
    """
    if place.milvus is None:
        return generation.current(place.folder)
    name = generations.current(connected(place.milvus), Names(place.milvus.name))
    return in_milvus.place_of(place.milvus, place.cache) / name if name else None


def verify(place: Place) -> None:
    """Read every byte of an index that is on this machine's disk: opening it takes large files to be sound.

    Raises:
        BrokenIndexError: there is none, or it is damaged.
    """
    if place.milvus is None:
        opened.checked(place.folder, whole=True)


def open_newest(place: Place) -> OpenIndex:
    """Open the current generation.

    Raises:
        BrokenIndexError: there is none, it is damaged or not whole, or Milvus cannot be used.
    """
    if place.milvus is None:
        return opened.open_index(place.folder)
    return in_milvus.open_newest(connected(place.milvus), Names(place.milvus.name), place.cache)


def open_again(place: Place, folder: Path, manifest: GenerationManifest) -> OpenIndex:
    """Open in another process the generation that is open in one; errors as for `open_newest`.

    Args:
        place: where it is kept.
        folder: the open generation's folder.
        manifest: its manifest.
    """
    if place.milvus is None:
        return opened.open_generation(folder, manifest)
    return in_milvus.open_generation(connected(place.milvus), Names(place.milvus.name), place.cache, folder.name)


def manifest(place: Place) -> GenerationManifest:
    """Return the manifest of the current generation; errors as for `open_newest`."""
    if place.milvus is None:
        return opened.checked(place.folder)[1]
    milvus, names = connected(place.milvus), Names(place.milvus.name)
    name = generations.current(milvus, names)
    return generations.manifest(milvus, names, name).stored if name else open_newest(place).manifest
