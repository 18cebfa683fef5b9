"""Questions about tables: the question's words to a typed query, the query to rows and numbers, those to an answer."""
