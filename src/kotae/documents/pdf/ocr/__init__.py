"""Reading pages by what they look like, where their text says nothing: scans, and fonts without a map to characters."""
