"""How good answers are: which hits are right, which answers, which refusals, and how sure the figures are."""
