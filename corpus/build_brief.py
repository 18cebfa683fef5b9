"""Rebuild critical-minerals-brief.ja.pdf from its typst source.

    python corpus/build_brief.py [OUTPUT.pdf]

Needs the `typst` package and the Noto CJK fonts (Debian: fonts-noto-cjk).
The creation date is fixed in the source, so that the same package and the same
fonts give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "critical-minerals-brief.ja.typ"
OUTPUT = HERE / "critical-minerals-brief.ja.pdf"
FONTS = ("Noto Serif CJK JP", "Noto Sans CJK JP")
FIXED_TIME = 1795392000  # 2026-11-23T00:00:00Z, the document's own date


def missing_fonts() -> list[str]:
    """Return the families the brief is set in that this machine lacks."""
    present = set(typst.Fonts().families())
    return [family for family in FONTS if family not in present]


def build(output: Path) -> None:
    """Compile the source to `output`."""
    typst.compile(SOURCE, output=output, root=HERE, timestamp=FIXED_TIME)


def main(arguments: list[str]) -> int:
    """Build the brief; return the exit status."""
    if len(arguments) > 1:
        print("usage: build_brief.py [OUTPUT.pdf]", file=sys.stderr)
        return 2
    missing = missing_fonts()
    if missing:
        print(
            f"build_brief.py: font not found: {', '.join(missing)}; install the Debian package fonts-noto-cjk",
            file=sys.stderr,
        )
        return 1
    output = Path(arguments[0]) if arguments else OUTPUT
    try:
        build(output)
    except typst.TypstError as error:
        print(f"build_brief.py: {error}", file=sys.stderr)
        return 1
    print(f"wrote {output.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
