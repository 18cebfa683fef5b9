"""What the page fetches by address: page pictures, sections, originals, exports, and the interface's own files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.requests import ClientDisconnect

from kotae import Kotae
from kotae.documents.drawing import PageDrawer
from kotae.errors import KotaeError
from kotae_ui import export, pages
from kotae_ui.incoming import Incoming, NotReceivedError
from kotae_ui.library import Library
from kotae_ui.places import version
from kotae_ui.viewed import Viewed, viewed

FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}
"""What is said of an answer that never changes, since its address names a version of the file."""
FRESH = {"Cache-Control": "no-store"}
"""What is said of one that may be another the next time."""
_MEDIA = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
# A document's own HTML is shown without scripts, forms, plug-ins, or anything from elsewhere.
_SANDBOX = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
}

T = TypeVar("T")
R = TypeVar("R")


def upload_address(incoming: Incoming) -> APIRouter:
    """Return the address that takes in a file: its name in the query, its bytes as the body."""
    router = APIRouter(prefix="/kotae")

    async def upload(request: Request, name: str) -> Response:
        try:
            token = await incoming.receive(name, request.stream())
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except NotReceivedError as error:
            return JSONResponse({"refused": error.refusal}, 507 if error.refusal == "disk" else 413, headers=FRESH)
        return JSONResponse({"token": token}, headers=FRESH)

    router.add_api_route("/upload", upload, methods=["POST"], response_model=None)
    return router


def static_files() -> StaticFiles:
    """Return the interface's style sheet and scripts, to be mounted."""
    return StaticFiles(directory=Path(__file__).with_name("static"))


class Addresses:
    """The addresses below /kotae; each method answers one."""

    def __init__(self, library: Library, drawer: PageDrawer) -> None:
        self._library = library
        self._drawer = drawer

    def router(self) -> APIRouter:
        """Return all of them."""
        router = APIRouter(prefix="/kotae")
        for method in (self.newest, self.document, self.page, self.section, self.original, self.export):
            router.add_api_route(f"/{method.__name__}", method, methods=["GET"], response_model=None)
        return router

    def newest(self) -> Response:
        """Say which index answers, for a page to see that there is another one, and how many documents it holds."""
        self._library.follow()
        kotae = self._library.kotae
        index = kotae.index if kotae else None
        found = {"index": index.folder.name, "documents": len(index.records.documents)} if index else {}
        return JSONResponse(found, headers=FRESH)

    def document(self, id: str) -> Response:
        """Say what the viewer needs to know of a document or an attached file: title, number of pages, their sizes."""
        kotae = self._open()
        shown = _viewed(kotae, id)
        found: dict[str, Any] = {
            "id": shown.id,
            "title": shown.title,
            "language": shown.record.language,
            "format": shown.format,
            "version": version(shown.record),
            "pages": shown.pages(kotae),
            "sizes": shown.sizes,
            "url": shown.url,
        }
        return JSONResponse(found, headers=FRESH)

    def page(self, id: str, n: int, v: str = "") -> Response:
        """Give one page of a PDF as a picture."""
        kotae = self._open()
        shown = _viewed(kotae, id)
        if not shown.is_pictured:
            raise HTTPException(404, "This document has no pages.")
        path, now = known(kotae.original, shown.record.id), version(shown.record)
        drawn = known(lambda number: self._drawer.draw(path, now, number, shown.file), n)
        return Response(drawn, media_type="image/png", headers=FOR_EVER if v == now else FRESH)

    def section(
        self,
        id: str,
        n: int,
        v: str = "",
        unit: int | None = None,
        stands: Annotated[tuple[str, ...], Query()] = (),
        cells: Annotated[tuple[str, ...], Query()] = (),
    ) -> Response:
        """Give one section of a document without pages as HTML."""
        kotae = self._open()
        shown = _viewed(kotae, id)
        # Places count within the document as it was: in another version they are somewhere else.
        found = pages.Found(unit, _pairs(stands), _pairs(cells)) if v == version(shown.record) else pages.Found()
        return HTMLResponse(pages.section_html(kotae, shown, n, found), headers=FRESH)

    def original(self, id: str) -> Response:
        """Give a document's file as it is; HTML from it can do nothing here."""
        kotae = self._open()
        shown = _viewed(kotae, id)
        path = known(kotae.original, shown.record.id)
        name = Path(shown.file or path.name)
        media = _MEDIA.get(name.suffix.lower(), "text/plain")
        headers = FRESH | (_SANDBOX if media == "text/html" else {})
        if not shown.file:
            return FileResponse(
                path, media_type=media, filename=path.name, content_disposition_type="inline", headers=headers
            )
        content = known(lambda file: self._drawer.attached(path, file), shown.file)
        headers |= {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name.name, safe='')}"}
        return Response(content, media_type=media, headers=headers)

    def export(self, shown: str, format: str) -> Response:
        """Give a result as a file, as it was shown: nothing is asked again."""
        form = export.as_format(format)
        if form is None:
            raise HTTPException(400, "Name a format: md, csv or json.")
        result = self._library.shown(shown)
        if result is None:
            raise HTTPException(404, "This result is no longer kept. Ask the question again, then export it.")
        text, media = export.exported(result, form)
        name = quote(export.file_name(result, form))
        headers = FRESH | {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(text, media_type=f"{media}; charset=utf-8", headers=headers)

    def _open(self) -> Kotae:
        kotae = self._library.kotae
        if kotae is None:
            raise HTTPException(404, "No index answers just now.")
        return kotae


def _viewed(kotae: Kotae, id: str) -> Viewed:
    return known(lambda wanted: viewed(kotae, wanted), id)


def known(ask: Callable[[T], R], value: T) -> R:
    """Call with a value that came from outside; what Kotae has against it becomes a line and a status."""
    try:
        return ask(value)
    except KotaeError as error:
        raise HTTPException(404, str(error)) from error


def _pairs(texts: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Read "3-12" as (3, 12); what is of another form is passed over."""
    parts = [text.split("-") for text in texts if len(text) < 20]
    return tuple((int(pair[0]), int(pair[1])) for pair in parts if len(pair) == 2 and all(map(_is_number, pair)))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
