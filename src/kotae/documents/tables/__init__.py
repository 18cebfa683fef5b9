"""Table structure, one question a module: the grid, its header, groups of rows, labels that reach over blanks."""
