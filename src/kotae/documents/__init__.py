"""Bytes to one typed Document, whatever the format."""

import os

# The layout model for PDF runs in ONNX Runtime, which sends events and a device id to its maker from its import on: not
# from here. Every way to that import leads through this package.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
