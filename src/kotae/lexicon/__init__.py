"""The bilingual bridge: what the words of a question are called in the corpus's other language."""

from kotae.lexicon.build import Files, Part, Previous, build, renewed
from kotae.lexicon.glosses import Gloss, Glossary
from kotae.lexicon.lexicon import Lexicon
from kotae.lexicon.model import Target, Translation

__all__ = ["Files", "Gloss", "Glossary", "Lexicon", "Part", "Previous", "Target", "Translation", "build", "renewed"]
