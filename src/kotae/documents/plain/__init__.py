"""Plain text, one question a module: its lines, headings, tables and paragraphs."""
