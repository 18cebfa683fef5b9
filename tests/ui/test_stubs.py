"""The interface starts without what Gradio does for type checkers."""

import importlib
from pathlib import Path

import pytest

import kotae_ui.app  # noqa: F401 (Gradio is loaded as the interface loads it)

COMPONENT = """
import gradio as gr


class Framed(gr.HTML):
    pass
"""


def test_no_stubs_are_written_beside_components(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "framed.py").write_text(COMPONENT, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    framed = importlib.import_module("framed").Framed
    assert framed("<p>in a frame</p>").value == "<p>in a frame</p>"
    assert list(tmp_path.glob("*.pyi")) == []
