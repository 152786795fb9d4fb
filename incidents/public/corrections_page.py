"""What does a reader see of corrections? The page that lists them."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from incidents.public import asking, corrections, freshness
from incidents.public.data_views import reading
from incidents.public.paging import numbered


@reading
def corrections_page(request: HttpRequest) -> HttpResponseBase:
    """Every correction, withdrawal and merge, newest first."""
    asked, total = asking.read(request.GET), corrections.number_of_events()
    last = corrections.number_of_pages(total)
    errors = asked.errors or asking.beyond(asked.number, last)
    if errors:
        return render(request, "public/corrections.html", {"errors": errors}, status=400)
    context = {
        "events": corrections.events(asked.number),
        "total": total,
        "pages": numbered(asked.number, last),
        "number": asked.number,
    }
    return freshness.kept_page(request, render(request, "public/corrections.html", context))
