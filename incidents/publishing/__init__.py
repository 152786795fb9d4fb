"""How does a coded incident become public? The only bridge from the analysts' tables to ``Publication``."""

from incidents.publishing.coding import Coding, gather
from incidents.publishing.record import close, preview, write

__all__ = ["Coding", "close", "gather", "preview", "write"]
