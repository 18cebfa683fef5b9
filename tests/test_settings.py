"""Where a setting comes from: an option before the environment before kotae.toml, and clear words for a bad one."""

from pathlib import Path

import pytest

from kotae.errors import KotaeError
from kotae.settings import load


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("CORPUS", "INDEX", "CACHE", "MODEL", "DTYPE", "RESULTS", "STRICTNESS"):
        monkeypatch.delenv(f"KOTAE_{name}", raising=False)
    return tmp_path


def test_an_option_goes_before_the_environment_before_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().results == 8
    (folder / "kotae.toml").write_text('results = 3\ncorpus = "papers"\n')
    assert (load().results, load().corpus) == (3, Path("papers"))
    monkeypatch.setenv("KOTAE_RESULTS", "4")
    assert (load().results, load().corpus) == (4, Path("papers"))
    assert load(results=5).results == 5
    assert load(results=None).results == 4, "an option that was not given"


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOTAE_INDEX", "")
    assert load().index == Path("index")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("results = 0", "'results'.*greater than or equal to 1"),
        ("results = 101", "'results'.*less than or equal to 100"),
        ('results = "many"', "'results'.*integer"),
        ("strictness = 1.5", "'strictness'.*less than or equal to 1"),
        ('dtype = "float16"', "'dtype'.*'auto', 'float32' or 'bfloat16'"),
        ('model = ""', "'model'.*at least 1 character"),
        ("corpus = 5", "'corpus'"),
        ("colour = 1", "'colour'.*not permitted"),
        ("[index]\na = 1", "'index'"),
        ('cache = "a\\u0000b"', "'cache'.*NUL"),
        ("results = ", "kotae.toml: not valid TOML"),
        ("題 = ", "kotae.toml: not valid TOML"),
    ],
)
def test_a_bad_setting_is_named_with_what_it_may_be(folder: Path, text: str, reason: str) -> None:
    (folder / "kotae.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KotaeError, match=reason) as raised:
        load()
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_utf8_is_said_to_be_no_toml(folder: Path) -> None:
    (folder / "kotae.toml").write_bytes('corpus = "文書"'.encode("cp932"))
    with pytest.raises(KotaeError, match=r"kotae\.toml: not valid TOML"):
        load()


def test_a_bad_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOTAE_RESULTS", "many")
    with pytest.raises(KotaeError, match="KOTAE_RESULTS"):
        load()
