"""The entry for web servers: gunicorn config.wsgi. A production site with unsafe settings does not start."""

import os

from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from config.content_type import Utf8Alone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = Utf8Alone(get_wsgi_application())

# Web servers run no system checks by themselves; only ours, so that a start stays quick.
if serious := [str(message) for message in run_checks(tags=["attest"]) if message.is_serious()]:
    raise ImproperlyConfigured("\n".join(serious))
