"""Bytes to one typed Document, whatever the format."""
