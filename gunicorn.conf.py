"""How does gunicorn serve a production site? Read when it is started in this folder: gunicorn config.wsgi."""

# Whether a request came over HTTPS is Django's to judge, by ATTEST_BEHIND_PROXY. gunicorn by itself would believe
# these headers of every client on this machine.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
