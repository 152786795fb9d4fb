"""How do analysts work in the browser? One module a subject; no rule lives here."""

from incidents.admin import articles, confidential, incidents, people, records, releases, reports, shared

__all__ = ["articles", "confidential", "incidents", "people", "records", "releases", "reports", "shared"]
