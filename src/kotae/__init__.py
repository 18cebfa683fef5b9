"""Kotae (答え): answers from documents, in Japanese and English, with the page to prove it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kotae.app import Kotae

__all__ = ["Kotae"]


def __getattr__(name: str) -> object:
    """Import the application when it is first asked for: the layers below must stay cheap to import on their own."""
    if name == "Kotae":
        from kotae.app import Kotae

        return Kotae
    raise AttributeError(name)
