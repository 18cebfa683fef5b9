"""Who asks: the account that the guard let in, and the folder of what is that account's own."""

import hashlib
from pathlib import Path

from starlette.types import Scope

from kotae.corpus.uploads import kept_name, safe_name
from kotae_ui.calls import CallError, Problem

DESK = Path("desk")
"""Where what is an account's own is kept, in the working folder: judged answers, its notebook, its history."""

_ACCOUNT = "kotae.account"
_NO_ACCOUNT = (
    "There are no accounts here: each browser keeps its own. To keep it on the server: kotae serve --auth-file FILE"
)
_EVERYBODY = "everybody"  # an account's folder has a part of a hash in its name, so that none is called so


def admitted(scope: Scope, account: str) -> Scope:
    """Return a request's scope that says which account it comes from; none where there are no accounts."""
    return dict(scope) | {_ACCOUNT: account}


def account_of(request: object) -> str:
    """Return the account that a request comes from; nothing where there are no accounts.

    Args:
        request: Starlette's, or Gradio's around one.
    """
    scope = getattr(getattr(request, "request", request), "scope", None)
    return str(scope.get(_ACCOUNT, "")) if isinstance(scope, dict) else ""


def check_account(account: str) -> str:
    """Return an account; what nobody could tell apart is not kept on the server.

    Raises:
        CallError: there is none.
    """
    if not account:
        raise CallError(Problem("", _NO_ACCOUNT), status=409)
    return account


def own_folder(account: str) -> Path:
    """Return the folder of an account, whatever it is called; without accounts, the one that all share."""
    return DESK / (own_name(account) if account else _EVERYBODY)


def own_name(account: str) -> str:
    """Return an account's name as a part of a file's name, with a part of its hash: no two accounts have the same."""
    return kept_name(plain_name(account), hashlib.sha256(account.encode()).hexdigest())


def plain_name(account: str) -> str:
    """Return the letters, digits and hyphens of an account's name."""
    return safe_name(account.replace(".", "-"))
