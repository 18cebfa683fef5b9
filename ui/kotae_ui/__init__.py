"""The web interface of Kotae: a Gradio app over an open index, its HTTP API and its MCP server."""

from kotae_ui import stubs

stubs.unwritten()
