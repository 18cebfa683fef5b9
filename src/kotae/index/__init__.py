"""What is stored and searched: records (SQLite), vectors (FAISS), words (bm25s), in whole generations on disk."""
