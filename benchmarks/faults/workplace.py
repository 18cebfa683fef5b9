"""Where the attacks happen: temporary folders, a guarded tree beside them that nothing may touch, and the environment."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from support import environment, write_small

from kotae.embedding.source import bundled_folder
from kotae.settings import Settings

# A file's kind and mode, its size, its time of change in nanoseconds, and the SHA-256 of its bytes or where it leads to.
State = tuple[int, int, int, str]
Tree = dict[str, State]


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folders of one run: `guarded` and `home` stay as they are, `cache` is a copy of the user's, `seed` begins all chance.

    The small corpora that are written here have links in them that lead into the guarded tree.
    """

    root: Path
    seed: int

    @property
    def guarded(self) -> Path:
        """The tree that nothing may touch."""
        return self.root / "guarded"

    @property
    def cache(self) -> Path:
        """Where the converted model and dictionary are."""
        return self.root / "cache"

    @property
    def incoming(self) -> Path:
        """Where a server keeps files that clients send, as long as it runs."""
        return self.cache / "incoming"

    @property
    def temporary(self) -> Path:
        """What the commands take for the system's temporary folder; empty after each of them."""
        return self.root / "temporary"

    def environment(self, **variables: object) -> dict[str, str]:
        """Return the environment of the commands that run here."""
        places = {"HOME": self.root / "home", "TMPDIR": self.temporary, "KOTAE_CACHE": self.cache}
        # Two commands run at a time, and each would take all processors.
        given = places | {"OMP_NUM_THREADS": 1} | variables
        return environment(**{name: str(value) for name, value in given.items()})

    def settings(self, folder: Path) -> Settings:
        """Return the settings of the corpus and index in a folder."""
        return Settings.model_validate({"corpus": folder / "corpus", "index": folder / "index", "cache": self.cache})

    def write_corpus(self, folder: Path) -> Path:
        """Write the small corpus with links in it that lead out of it."""
        write_small(folder)
        (folder / "linked.md").symlink_to(self.guarded / "letter.md")
        (folder / "linked-folder").symlink_to(self.guarded, target_is_directory=True)
        (folder / "linked-nowhere.txt").symlink_to(self.guarded / "nothing.txt")
        return folder


@contextmanager
def workplace(seed: int) -> Iterator[Workplace]:
    """Make the folders, and remove them afterwards."""
    bundled_folder()  # the model is converted once, in the user's cache
    with TemporaryDirectory(prefix="kotae-faults-") as name:
        place = Workplace(Path(name).resolve(), seed)
        for folder in (place.guarded / "papers", place.root / "home", place.temporary):
            folder.mkdir(parents=True)
        shutil.copytree(Settings().cache, place.cache, ignore=shutil.ignore_patterns(place.incoming.name, ".*"))
        place.incoming.mkdir()
        (place.guarded / "letter.md").write_text("# A letter\n\nThe safe opens with 7419.\n", encoding="utf-8")
        (place.guarded / "papers" / "CURRENT").write_text("0123456789ab\n", encoding="utf-8")
        (place.guarded / "papers" / "ledger.txt").write_text("The ledger\n\nThe debt is 88 yen.\n", encoding="utf-8")
        (place.guarded / "papers" / "old.partial").write_bytes(os.urandom(4_096))
        yield place


def snapshot(*folders: Path) -> Tree:
    """Return the state of every file, folder and link below some folders, and of the folders themselves."""
    tree = {}
    for folder in folders:
        for path in (folder, *sorted(folder.rglob("*"))):
            seen = path.lstat()
            content = ""
            if path.is_symlink():
                content = os.readlink(path)
            elif path.is_file():
                with path.open("rb") as stream:
                    content = hashlib.file_digest(stream, "sha256").hexdigest()
            tree[str(path)] = (seen.st_mode, 0 if path.is_dir() else seen.st_size, seen.st_mtime_ns, content)
    return tree


def differences(before: Tree, after: Tree) -> list[str]:
    """Return the paths that were made, removed or changed between two snapshots."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
