"""What goes with the tables of a release? Owns its metadata for DataCite and its list of sums."""

import json
from typing import Any

from django.conf import settings

from incidents.models.release import Release
from incidents.public.citing import SITE
from incidents.public.package.descriptor import Written

Json = dict[str, Any]


def title(release: Release) -> str:
    """The name under which it is cited."""
    return f"{SITE}: incidents of armed conflict, release {release.name}"


def address(release: Release) -> str:
    """The page of the release."""
    return f"{release.address}/data/releases/{release.name}/"


def datacite(release: Release) -> Json:
    """Metadata of DataCite 4.5, ready for a DOI: what is missing is the DOI itself."""
    at = release.created_at
    related = [_newer_than(release.previous)] if release.previous else []
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Incidents of armed conflict"},
        "titles": [{"title": title(release)}],
        "creators": [{"name": SITE, "nameType": "Organizational"}],
        "publisher": {"name": SITE},
        "publicationYear": str(at.year),
        "version": release.name,
        "language": "en",
        "url": address(release),
        "dates": [{"date": at.date().isoformat(), "dateType": "Issued"}],
        "subjects": [{"subject": "armed conflict"}, {"subject": "casualty recording"}],
        "formats": ["text/csv", "application/json"],
        "sizes": [f"{release.incidents} incidents"],
        "rightsList": [
            {
                "rights": settings.ATTEST_DATA_LICENCE_TITLE,
                "rightsUri": settings.ATTEST_DATA_LICENCE_URL,
                "rightsIdentifier": settings.ATTEST_DATA_LICENCE,
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "descriptions": [{"description": described(release), "descriptionType": "Abstract"}],
        "relatedIdentifiers": related,
    }


def _newer_than(previous: Release) -> Json:
    return {
        "relatedIdentifier": address(previous),
        "relatedIdentifierType": "URL",
        "relationType": "IsNewVersionOf",
        "resourceTypeGeneral": "Dataset",
    }


def described(release: Release) -> str:
    """The release in a few sentences."""
    first = f"{release.incidents} incidents of armed conflict, each figure with the words of its source."
    return f"{first} {release.notes}".strip()


def as_text(told: Json) -> str:
    """JSON as files hold it."""
    return json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def sums(files: dict[str, Written]) -> str:
    """``sha256sum -c`` reads it."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files.values(), key=lambda each: each.path))
