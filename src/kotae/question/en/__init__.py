"""What is only English in understanding a question."""
