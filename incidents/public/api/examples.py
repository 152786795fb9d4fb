"""How is the API used? The page of examples, with this site's own address in them; a test runs each of them."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from incidents.public import freshness
from incidents.public.api.limits import rate
from incidents.public.api.resources import RESOURCES
from incidents.public.data_views import reading

SITE: Final = "SITE"
"""Stands in an example for the address of the site."""


@dataclass(frozen=True, slots=True)
class Example:
    """What it does, in which language, and the lines themselves."""

    name: str
    language: str
    title: Any
    code: str

    def at(self, site: str) -> "Example":
        """The same with the address of the site."""
        return Example(self.name, self.language, self.title, self.code.replace(SITE, site).strip())


EXAMPLES: Final = (
    Example("curl-page", "curl", _("The first incidents, three fields of each"), """
curl --silent --fail 'SITE/api/v1/incidents/?fields=code,title,killed_low&limit=3'
"""),
    Example("curl-filter", "curl", _("Accounts of tolls under two filters"), """
curl --silent --fail 'SITE/api/v1/accounts/?date_from=2022-01-01&attack_type=indirect_fire'
"""),
    Example("curl-file", "curl", _("Every incident as one file"), """
curl --silent --fail --output incidents.csv 'SITE/incidents.csv'
"""),
    Example("python-accounts", "Python", _("Every account of a toll as a table (pandas)"), """
import json
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pandas


def walk(address):
    while address:
        try:
            with urlopen(address) as answer:
                page = json.load(answer)
        except HTTPError as refusal:
            if refusal.code != 429:
                raise
            time.sleep(int(refusal.headers["Retry-After"]))
            continue
        yield from page["results"]
        address = page["next"]


columns = ["incident", "harm", "group", "low", "best", "high", "number_text"]
rows = walk("SITE/api/v1/accounts/?limit=200")
accounts = pandas.DataFrame(rows, columns=columns).convert_dtypes()
killed = accounts[(accounts["harm"] == "killed") & (accounts["group"] == "all")]
print(killed.to_string(max_rows=10))
"""),
    Example("python-incidents", "Python", _("Incidents with the columns as they are (pandas)"), """
import pandas

incidents = pandas.read_csv("SITE/incidents.csv", keep_default_na=False, na_values=[""])
print(incidents[["code", "date_earliest", "country", "killed_low", "killed_state"]].head())
"""),
    Example("r-incidents", "R", _("Every incident as a table (jsonlite)"), """
library(jsonlite)

walk <- function(address) {
  pages <- list()
  while (!is.null(address)) {
    lines <- readLines(address, warn = FALSE, encoding = "UTF-8")
    page <- fromJSON(paste(lines, collapse = "\\n"))
    if (length(page$results)) pages[[length(pages) + 1]] <- page$results
    address <- page[["next"]]
    if (!is.null(address)) Sys.sleep(0.5)
  }
  do.call(rbind, pages)
}

incidents <- walk("SITE/api/v1/incidents/?fields=code,country,date_earliest,killed_low&limit=1000")
print(head(incidents))
print(summary(incidents$killed_low))
"""),
)  # fmt: skip


@reading
def page(request: HttpRequest) -> HttpResponseBase:
    """The lists, how to walk through them, and the examples."""
    site = request.build_absolute_uri("/").rstrip("/")
    context = {
        "section": "api",
        "site": site,
        "resources": RESOURCES,
        "rate": rate(),
        "examples": [each.at(site) for each in EXAMPLES],
    }
    return freshness.kept_page(request, render(request, "public/api.html", context))
