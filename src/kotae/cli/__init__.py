"""The command line: parse, call the application, print."""

from kotae.cli.commands import app

__all__ = ["app"]
