"""Which words of a sentence answer a question: candidate spans, what speaks for each, a fitted scorer."""
