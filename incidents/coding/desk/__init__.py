"""How is an article coded beside its text? One gesture selects the words and fills the field (DESIGN 2)."""
