"""Hits to an answer: the sentence or the cell that answers, or the finding that the documents do not say."""
