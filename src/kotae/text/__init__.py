"""What a language is: normal form, language, sentences, tokens, numbers and dates. Knows nothing of documents."""
