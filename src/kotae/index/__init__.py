"""What is stored and searched: records (SQLite), vectors (FAISS), words, in segments of which whole generations are made."""
