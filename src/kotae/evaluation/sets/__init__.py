"""Question sets: read and checked from the formats people keep them in, imported from others, written."""
