"""Cited sources brought from the addresses that the manifest gives: how, from where, and what is kept of what comes."""
