"""What stands where in Milvus: the collections of an index, their fields, and files and texts longer than a field.

The alias that has the index's name names the collection of the current generation, which holds its files: manifest,
documents, what is known of every unit, terms, lexicon. What units are found by and shown with, and what belongs to single
documents, is in two collections that generations share as long as they are laid out alike.
"""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotae.index.milvus.connection import KEY, Milvus, Row
from kotae.index.tokens import Codes, decoded
from kotae.index.vectors import StoredVectors

FORMAT = 1
MODEL = "model"  # names among the parts what made the vectors
# A document's units have the keys slot × 2²⁰ + place: no document has a million of them, and 2⁴³ slots are left.
PLACES = 1 << 20
PAIR = "\x01"  # stands before a character pair among the terms; no word begins with it
_FIELD = 65_535  # bytes that Milvus takes in one text
_PART = 48_000  # bytes that fit there in base64
_ASKED = 256  # parts in one call: 16 MB
_BUILD = {"M": 32, "efConstruction": 256}


@dataclass(frozen=True, slots=True)
class Names:
    """The names that an index's collections begin with, and the lease's."""

    index: str

    @property
    def lease(self) -> str:
        """The collection of those who write."""
        return f"{self.index}_lease"

    def generation(self, generation: str) -> str:
        """Return the collection of a generation's files."""
        return f"{self.index}_generation_{generation}"

    def units(self, layout: str) -> str:
        """Return the collection of units that are laid out in one way."""
        return f"{self.index}_units_{layout}"

    def parts(self, layout: str) -> str:
        """Return the collection of what belongs to single documents."""
        return f"{self.index}_parts_{layout}"

    def generation_of(self, collection: str) -> str:
        """Return which generation's files a collection has, or "" where it is none of this index's."""
        match = re.fullmatch(rf"{re.escape(self.index)}_generation_([0-9a-f]{{12}})", collection)
        return match[1] if match else ""

    def are(self, collection: str) -> bool:
        """Tell whether a collection belongs to a generation of this index."""
        return bool(re.fullmatch(rf"{re.escape(self.index)}_(generation|units|parts)_[0-9a-f]{{12}}", collection))


def create_units(milvus: Milvus, collection: str, dimension: int, *, exact: bool) -> None:
    """Make a collection of units.

    Args:
        milvus: where.
        collection: its name.
        dimension: the length of the units' vectors.
        exact: whether all vectors are compared, or those that a graph leads to.
    """
    from pymilvus import DataType, MilvusClient

    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field(KEY, DataType.INT64, is_primary=True)
    schema.add_field("slot", DataType.INT64)
    schema.add_field("kind", DataType.VARCHAR, max_length=16)
    schema.add_field("language", DataType.VARCHAR, max_length=8)
    schema.add_field("dense", DataType.FLOAT_VECTOR, dim=dimension)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_field("body", DataType.VARCHAR, max_length=_FIELD)
    indexes = MilvusClient.prepare_index_params()
    how: dict[str, Any] = {"index_type": "FLAT"} if exact else {"index_type": "HNSW", "params": _BUILD}
    indexes.add_index("dense", metric_type="IP", **how)
    indexes.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    for field in ("slot", "kind", "language"):
        indexes.add_index(field, index_type="INVERTED")
    milvus.create(collection, schema, indexes, on_disk=False)


def create_parts(milvus: Milvus, collection: str) -> None:
    """Make a collection of files and long texts, cut into parts."""
    from pymilvus import DataType, MilvusClient

    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field(KEY, DataType.VARCHAR, max_length=200, is_primary=True)
    schema.add_field("slot", DataType.INT64)
    schema.add_field("parts", DataType.INT64)
    schema.add_field("body", DataType.VARCHAR, max_length=_FIELD)
    schema.add_field("nothing", DataType.FLOAT_VECTOR, dim=2)  # Milvus makes no collection without vectors
    indexes = MilvusClient.prepare_index_params()
    indexes.add_index("nothing", index_type="FLAT", metric_type="IP")
    indexes.add_index("slot", index_type="INVERTED")
    milvus.create(collection, schema, indexes, on_disk=True)  # token vectors are most of an index


def rows_of(name: str, content: bytes, slot: int = 0) -> Iterator[Row]:
    """Yield the rows that hold something long.

    Args:
        name: what it is asked for by.
        content: the thing.
        slot: that of the document that it belongs to.
    """
    cut = [content[start : start + _PART] for start in range(0, len(content), _PART)] or [b""]
    for place, part in enumerate(cut):
        body = base64.b64encode(part).decode("ascii")
        yield {KEY: f"{name}/{place}", "slot": slot, "parts": len(cut), "body": body, "nothing": [0.0, 0.0]}


def taken(milvus: Milvus, collection: str, names: Sequence[str], *, strong: bool = False) -> dict[str, bytes]:
    """Return long things by their names; one of which any part is missing is left out."""
    given: dict[str, dict[int, str]] = {name: {} for name in names}
    counts: dict[str, int] = {}
    for row in _asked(milvus, collection, [f"{name}/0" for name in names], strong=strong):
        name = row[KEY].rpartition("/")[0]
        given[name][0], counts[name] = row["body"], row["parts"]
    rest = [f"{name}/{place}" for name, count in counts.items() for place in range(1, count)]
    for row in _asked(milvus, collection, rest, strong=strong):
        name, _, place = row[KEY].rpartition("/")
        given[name][int(place)] = row["body"]
    return {
        name: b"".join(base64.b64decode(given[name][place]) for place in range(count))
        for name, count in counts.items()
        if len(given[name]) == count
    }


def _asked(milvus: Milvus, collection: str, keys: Sequence[str], *, strong: bool) -> Iterator[dict[str, Any]]:
    for start in range(0, len(keys), _ASKED):
        listed = ", ".join(f'"{key}"' for key in keys[start : start + _ASKED])
        yield from milvus.rows(collection, f"{KEY} in [{listed}]", [KEY, "parts", "body"], strong=strong)


def among(field: str, values: Iterable[int | str]) -> str:
    """Return the expression that a field has one of some values; these are ours and hold no quotation marks."""
    listed = ", ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in values)
    return f"{field} in [{listed}]"


def packed(text: str) -> str:
    """Return a text as a row keeps it; "" where it is too long for that."""
    body = base64.b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"))).decode("ascii")
    return body if len(body) <= _FIELD else ""


def unpacked(body: str) -> str:
    """Return a text that a row keeps."""
    return zlib.decompress(base64.b64decode(body)).decode("utf-8", "surrogatepass")


def token_bytes(stored: StoredVectors) -> bytes:
    """Return token vectors and where the tokens begin, as `tokens_from` reads them."""
    whole = stored.vector.astype("<f4").tobytes() if stored.tokens.dtype == np.uint8 else b""
    return stored.starts.astype("<i4").tobytes() + stored.tokens.tobytes() + whole


def tokens_from(content: bytes, width: int, dimension: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Return of what `token_bytes` was given the vectors, float32 [tokens, dimension], and the starts, int32 [tokens].

    Args:
        content: what `token_bytes` returned.
        width: how many bytes a token takes; fewer than it has components where it is kept by the codebook.
        dimension: how many components it has, and the vector of its text.
    """
    by_codebook = width < dimension
    count = (len(content) - 4 * dimension * by_codebook) // (width + 4)
    starts = np.frombuffer(content, "<i4", count).astype(np.int32)
    body = np.frombuffer(content, np.int8, count * width, 4 * count).reshape(count, width)
    kept: Codes = body.view(np.uint8) if by_codebook else body
    whole = np.frombuffer(content, "<f4", offset=count * (width + 4)) if by_codebook else np.empty(0, np.float32)
    return decoded(kept, whole), starts
