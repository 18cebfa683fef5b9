"""What a line of text says by how it begins and ends, one grammar for all formats."""
