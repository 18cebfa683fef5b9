"""A question to ranked hits: vectors, words and the bilingual lexicon, fused by value."""
