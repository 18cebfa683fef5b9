"""What the documentation names is there: files that it links to, and the steps that it shows run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, environment

from kotae.settings import Settings

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/**/*.md")])
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page: Path) -> None:
    linked = ["".join(link) for link in _LINK.findall(page.read_text(encoding="utf-8"))]
    assert [link for link in linked if not (page.parent / link).exists()] == []


def test_a_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").split()) <= 1200


@pytest.mark.parametrize("page", ["python.md", "python.ja.md"])
def test_the_steps_in_python_run(brief_settings: Settings, page: str, tmp_path: Path) -> None:
    code = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    assert len(code) == 2
    (tmp_path / "index").symlink_to(brief_settings.index)
    for part in code:
        ran = subprocess.run(
            [sys.executable, "-c", part], cwd=tmp_path, env=environment(), capture_output=True, encoding="utf-8"
        )
        assert ran.returncode == 0, ran.stderr
        assert "3月12日" in ran.stdout
