"""An index kept in Milvus: vectors, words and records in collections that many machines read; one at a time writes."""
