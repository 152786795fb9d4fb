"""Tests of config/apps.py: the site starts where GDAL is missing, with the admin of every application of ours."""

import subprocess
import sys

NO_GDAL = """
import sys
sys.modules["django.contrib.gis"] = None  # what is not there cannot be imported
import django
django.setup()
from django.urls import reverse
print(reverse("admin:index"), "leaflet.admin" in sys.modules, "articles.admin" in sys.modules)
"""


def test_the_admin_starts_without_gdal() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_GDAL],
        env={"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["/admin/", "False", "True"], done.stderr
