"""How is this site put together? Settings, addresses, the WSGI entry and the checks made at start."""
