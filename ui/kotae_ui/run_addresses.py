"""What the page fetches of evaluations by address: the files of finished runs, and templates of question sets."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse, Response

from kotae.errors import RunError
from kotae.evaluation.sets.template import template
from kotae.evaluation.store import REPORTS
from kotae_ui.runs import FILES, run_file

_FRESH = {"Cache-Control": "no-store"}
# A report holds texts of documents and question sets: it has no origin here, runs nothing and loads nothing, framed or not.
_SANDBOX = {
    "Content-Security-Policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
    )
}
TEMPLATES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml; charset=utf-8",
}
"""The formats in which a question set to start from can be fetched, with their media types."""


def run_addresses() -> APIRouter:
    """Return the addresses, below /kotae."""
    router = APIRouter(prefix="/kotae")
    router.add_api_route("/evaluation/{run}/{name}", run_part, methods=["GET"], response_model=None)
    router.add_api_route("/question-template", question_template, methods=["GET"], response_model=None)
    return router


def run_part(run: str, name: str) -> Response:
    """Give a file of a finished run; the report is to be shown, the others are to be kept."""
    try:
        path = run_file(run, name)
    except RunError as error:
        raise HTTPException(404, str(error)) from error
    shown = name in REPORTS.values()
    return FileResponse(
        path,
        media_type=FILES[name],
        filename=f"{run}-{name}",
        content_disposition_type="inline" if shown else "attachment",
        headers=_FRESH | (_SANDBOX if shown else {}),
    )


def question_template(format: str) -> Response:
    """Give a question set to start from, with every column explained."""
    if format not in TEMPLATES:
        raise HTTPException(400, "Name a format: xlsx or yaml.")
    headers = _FRESH | {"Content-Disposition": f'attachment; filename="questions.{format}"'}
    return Response(template(f".{format}"), media_type=TEMPLATES[format], headers=headers)
