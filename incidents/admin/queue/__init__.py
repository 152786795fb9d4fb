"""How is the reading queue worked in the browser? A list, a reading pane beside it, and what is done to articles."""

from incidents.admin.queue.addresses import addresses, coding_address

__all__ = ["addresses", "coding_address"]
