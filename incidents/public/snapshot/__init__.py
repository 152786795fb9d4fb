"""The public columns of the live publications, in memory, one row an incident, on the same footing as the database."""
