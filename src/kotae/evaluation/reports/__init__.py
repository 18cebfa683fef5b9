"""What a run is read as: one HTML file, a short Markdown summary, and the difference of two runs."""
