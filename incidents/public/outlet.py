"""How does a file that a library writes leave piece by piece? By a file object that is written to, and emptied."""

import io
from typing import Any


class Outlet(io.RawIOBase):
    """Takes bytes and gives them away again; it holds no more than what was written since it was emptied last."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        self._written += len(self._pieces[-1])
        return len(self._pieces[-1])

    def tell(self) -> int:
        return self._written

    def emptied(self) -> bytes:
        """Everything that was written since the last time."""
        taken, self._pieces = b"".join(self._pieces), []
        return taken
