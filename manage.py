#!/usr/bin/env python3
"""The one command of the project: manage.py demo, manage.py test, and every command of Django."""

import os
import sys

# Above every other import, in syntax any Python parses: an old one gets this sentence and not a SyntaxError.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Attest needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])  # noqa: UP031

import bootstrap

if __name__ == "__main__":
    bootstrap.ensure(dev=sys.argv[1:2] == ["test"])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
