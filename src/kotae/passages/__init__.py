"""A document to the units that can be found: passages, table rows, whole tables."""
