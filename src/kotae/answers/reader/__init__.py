"""Passages read with the question: where the answer stands in them."""
