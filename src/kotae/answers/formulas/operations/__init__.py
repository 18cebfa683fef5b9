"""What formulas do with rows. An operation lives in one module: which formulas it makes, what they come to, how it is said."""
