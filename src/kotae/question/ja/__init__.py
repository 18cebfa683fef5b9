"""What is only Japanese in understanding a question."""
