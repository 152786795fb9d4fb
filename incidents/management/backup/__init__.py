"""How is everything kept in one file, and brought back? Owns backup and restore, alike for both engines."""
