"""How do analysts work in the browser? One module a subject; no rule lives here."""

from incidents.admin import confidential, incidents, records, shared

__all__ = ["confidential", "incidents", "records", "shared"]
