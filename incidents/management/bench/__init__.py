"""How fast is the public side at a size? Makes a world of that size, times what readers ask, and tells the limits."""
