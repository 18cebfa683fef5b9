"""The button that sends files, and what is said of one that did not arrive."""

from collections.abc import Sequence

import gradio as gr

from kotae.settings import Settings
from kotae_ui.incoming import Arrival
from kotae_ui.pages import message_html, template

_SEND = """
element.addEventListener('change', async (event) => {
  if (event.target.type === 'file' && event.target.files.length)
    trigger('upload', {files: await window.kotae.sendFiles(event.target)});
});
"""


def upload_button(key: str, suffixes: Sequence[str], limit: int, element: str, *, several: bool) -> gr.HTML:
    """Return a button that sends the chosen files and then says so, by an event `upload` with an arrival for each.

    Args:
        key: what it says.
        suffixes: of the files that can be chosen.
        limit: how large a file may be, in MB; a larger one is not sent at all.
        element: its id in the page.
        several: whether more than one file can be chosen.
    """
    html = template("upload.html", key=key, suffixes=suffixes, limit=limit, several=several, element=element)
    return gr.HTML(html, elem_id=element, apply_default_css=False, js_on_load=_SEND, scale=0, min_width=180)


def not_received_html(arrival: Arrival, settings: Settings) -> str:
    """Return why a file that a page tells of is not here."""
    if arrival.refused == "too_large":
        return message_html("error.too_large", "error", name=arrival.name, limit=settings.upload_mb)
    if arrival.refused == "full":
        return message_html("error.uploads_full", "error", name=arrival.name, limit=settings.uploads_mb)
    return message_html("error.disk" if arrival.refused == "disk" else "error.lost", "error", name=arrival.name)
