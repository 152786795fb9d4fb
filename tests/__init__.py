"""Does Attest do what it says? The tests mirror the code; legs.py runs them all."""
