"""Question sets, runs over them, what they measure, and reports."""
