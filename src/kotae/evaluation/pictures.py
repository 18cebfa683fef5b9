"""Pictures of the pages that hits are on, for the report."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from kotae.app import Kotae
from kotae.documents.drawing import PageDrawer
from kotae.evaluation.model import Found


@contextmanager
def page_pictures(kotae: Kotae) -> Iterator[Callable[[Found], bytes | None]]:
    """Give what returns the page of a hit as a PNG, None for a text; for a file that is gone or damaged it raises."""
    with closing(PageDrawer(kotae.settings.limits.page)) as drawer:

        def draw(found: Found) -> bytes | None:
            path = kotae.original(found.document)
            if path.suffix.lower() != ".pdf":
                return None
            return drawer.draw(path, kotae.document(found.document).sha256, found.page)

        yield draw
