"""What a question is: the one door through which its text becomes a `Question`."""
