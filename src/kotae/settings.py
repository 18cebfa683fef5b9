"""One typed settings object, built once and passed down: kotae.toml, then KOTAE_… variables, then options."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

import platformdirs
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from kotae.answers.certainty import STRICTNESS
from kotae.corpus.fetching.addresses import Endpoints
from kotae.corpus.fetching.limits import FetchLimits
from kotae.documents.reading import ReadingLimits
from kotae.errors import KotaeError, reason
from kotae.index.place import TOKEN, Address, Place, is_path
from kotae.index.recipe import Recipe


def _named(path: Path) -> Path:
    """Refuse a path that no file system can have; what is called with one fails otherwise than on one that is not there."""
    if "\0" in str(path):
        raise ValueError("a path has no NUL character in it")
    return path


def _parted(value: object) -> object:
    """Take several values out of a variable, which has commas between them."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _reachable(named: tuple[str, ...]) -> tuple[str, ...]:
    Endpoints(named)
    return named


def _engine_address(url: str) -> str:
    """Refuse what is no address or path of a Milvus, and one with a password in it: settings are shown."""
    parts = urlsplit(url)
    if url and not is_path(url) and (parts.scheme not in ("http", "https", "tcp") or not parts.hostname):
        raise ValueError("give Milvus's address (http://host:19530) or a path for Milvus Lite that ends in .db")
    if parts.username or parts.password:
        raise ValueError(f"leave name and password out of the address; the variable {TOKEN} has them (name:password)")
    return url


_Folder = Annotated[Path, AfterValidator(_named)]
_Endpoints = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_parted), AfterValidator(_reachable)]


class Settings(BaseSettings):
    """What a user can set; every field is a key of kotae.toml and, in capitals after KOTAE_, an environment variable."""

    model_config = SettingsConfigDict(
        env_prefix="KOTAE_", env_ignore_empty=True, toml_file="kotae.toml", extra="forbid", frozen=True
    )

    corpus: _Folder = Field(Path("corpus"), description="the folder that holds the documents")
    index: _Folder = Field(Path("index"), description="the folder that holds the index")
    cache: _Folder = Field(
        Path(platformdirs.user_cache_dir("kotae")), description="where the converted model and dictionary are kept"
    )
    model: str = Field("bundled", min_length=1, description="bundled, or a sentence-transformers model's name or path")
    dtype: Literal["auto", "float32", "bfloat16"] = Field(
        "auto", description="the number format that a model runs in; the bundled one has its own, of 8 bits"
    )
    engine: Literal["local", "milvus"] = Field(
        "local", description="what keeps the index: this machine's disk, or Milvus, for many machines"
    )
    engine_url: Annotated[str, AfterValidator(_engine_address)] = Field(
        "", description="Milvus's address, or a path that ends in .db for Milvus Lite"
    )
    engine_name: str = Field(
        "kotae", pattern=r"^[A-Za-z][A-Za-z0-9_]{0,63}$", description="what the index is called in Milvus"
    )
    engine_seconds: float = Field(10, gt=0, description="how long Milvus may take for one call")
    results: int = Field(8, ge=1, le=100, description="how many hits are shown")
    strictness: float = Field(
        STRICTNESS, ge=0, le=1, description="an answer less certain than this is reported as not in the documents"
    )
    watch: bool = Field(
        False, description="whether the web interface keeps up with the folder that holds the documents"
    )
    log_questions: Literal["off", "outcomes", "texts"] = Field(
        "off", description="whether the web interface's server logs each question, and with its text"
    )
    upload_mb: int = Field(100, ge=1, description="how large a file may be that is added in the web interface, in MB")
    uploads_mb: int = Field(
        5000, ge=1, description="how large all files together may be that were added in the web interface, in MB"
    )
    read_seconds: float = Field(
        30, ge=1, description="processor seconds that a page of a PDF may take to be read, or 100 kB of another file"
    )
    document_seconds: float = Field(3600, ge=1, description="processor seconds that a whole document may take")
    read_mb: float = Field(1000, ge=500, description="memory that reading a file may take, in MB")

    fetch_mb: float = Field(100, gt=0, description="how large a file may be that is fetched, in MB")
    fetch_seconds: float = Field(300, gt=0, description="how long fetching one source may take, with all its tries")
    fetch_contact: str = Field(
        "", pattern=r"^[\x20-\x7e]*$", description="what sites are told of you, such as an address of mail"
    )
    fetch_private: _Endpoints = Field((), description="addresses with ports that are fetched from though not public")

    @model_validator(mode="after")
    def _engine_named(self) -> Self:
        if self.engine == "milvus" and not self.engine_url:
            raise ValueError("engine = 'milvus' needs engine_url: Milvus's address, or a path that ends in .db")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put options over the environment, and the environment over kotae.toml."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def recipe(self) -> Recipe:
        """What the index is made of and with."""
        return Recipe(self.corpus, self.model, self.dtype, self.cache, self.limits)

    @property
    def place(self) -> Place:
        """Where the index is kept."""
        address = Address(self.engine_url, self.engine_name, self.engine_seconds) if self.engine == "milvus" else None
        return Place(self.index, self.cache, address)

    @property
    def fetching(self) -> FetchLimits:
        """What fetching a source may take."""
        return FetchLimits(self.fetch_mb, self.fetch_seconds, self.fetch_private, self.fetch_contact)

    @property
    def limits(self) -> ReadingLimits:
        """What reading a document may take."""
        return ReadingLimits(self.read_seconds, self.document_seconds, self.read_mb)


def load(**options: Any) -> Settings:
    """Build the settings; an option that is None counts as not given.

    Raises:
        KotaeError: a setting has an unknown name or a value that cannot be.
    """
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "engine_url"
        raise KotaeError(
            f"Setting {name!r}: {first['msg']}. Set it in kotae.toml, as KOTAE_{name.upper()} or as an option."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KotaeError(f"kotae.toml: not valid TOML ({error}).") from error
    except OSError as error:
        raise KotaeError(f"kotae.toml: cannot be read ({reason(error)}). Check its rights.") from error
