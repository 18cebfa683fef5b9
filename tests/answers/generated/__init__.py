"""Generated tables and questions with exact answers, to prove the table reasoning on what nobody has looked at."""
