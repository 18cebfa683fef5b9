"""What is common to all spreadsheets: cells as they are shown, and the tables and texts among them."""
