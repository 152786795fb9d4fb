"""Which reports are kept, and what is kept of whoever sent them?"""

import datetime as dt

import pytest

from incidents.models import ErrorReport, ReportTally
from incidents.public import reporting
from incidents.public.reporting import Asked, TooMany, cleaned, keep, links_in, read_token, token

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2022, 2, 1, 12, 40, tzinfo=dt.UTC)


def send(address: str = "192.0.2.7", now: dt.datetime = NOON) -> ErrorReport:
    return keep(Asked("bare", 1), about="figure", body="Three were hurt.", contact="", address=address, now=now)


def senders() -> set[str]:
    return set(ReportTally.objects.exclude(sender="").values_list("sender", flat=True))


def test_a_report_is_kept_and_counted_apart_from_it():
    report = send()
    assert (report.code, report.version, report.state) == ("bare", 1, "new")
    assert sorted(ReportTally.objects.values_list("reports", flat=True)) == [1, 1]
    assert not {field.name for field in ErrorReport._meta.fields} & {"sender", "address", "ip"}


def test_no_address_is_stored_and_its_hash_is_another_the_next_day():
    send("192.0.2.7")
    [today] = senders()
    assert "192.0.2.7" not in str(list(ReportTally.objects.values()))
    send("192.0.2.7", NOON + dt.timedelta(days=1))
    [tomorrow] = senders()
    assert today != tomorrow


def test_the_next_hour_forgets_who_sent_in_this_one():
    send("192.0.2.7")
    send("192.0.2.8", NOON + dt.timedelta(hours=1))
    assert len(senders()) == 1
    assert ReportTally.objects.count() == 2


def test_one_network_sends_five_an_hour_and_is_told_when_to_come_back():
    for _ in range(5):
        send()
    with pytest.raises(TooMany) as refused:
        send()
    assert refused.value.seconds == 20 * 60 + 1
    assert ErrorReport.objects.count() == 5
    send("192.0.2.8")
    send(now=NOON + dt.timedelta(hours=1))
    assert ErrorReport.objects.count() == 7


def test_a_network_of_version_six_is_one_sender():
    for number in range(5):
        send(f"2001:db8:1:2::{number + 1}")
    with pytest.raises(TooMany):
        send("2001:db8:1:2:ffff::1")
    send("2001:db8:1:3::1")


def test_everybody_together_sends_so_many_an_hour(monkeypatch):
    monkeypatch.setattr(reporting, "AN_HOUR_ALL", 3)
    for number in range(3):
        send(f"192.0.2.{number}")
    with pytest.raises(TooMany):
        send("192.0.2.9")
    assert not ReportTally.objects.filter(reports__gt=3).exists()
    assert len(senders()) == 3


@pytest.mark.parametrize("address", ["", "unix:", "fe80::1%eth0", "::ffff:192.0.2.1", "x" * 4000])
def test_any_address_can_be_counted(address):
    assert send(address).pk


def test_a_token_is_good_for_its_incident_and_a_day(time_machine_at):
    time_machine_at("2022-02-01T12:00:00Z")
    made = token(Asked("bare", 3))
    assert reporting.is_too_soon(made)
    assert read_token(made, code="other") is None
    time_machine_at("2022-02-01T12:00:05Z")
    assert read_token(made, code="bare") == Asked("bare", 3)
    assert not reporting.is_too_soon(made)
    time_machine_at("2022-02-02T12:00:01Z")
    assert read_token(made, code="bare") is None


@pytest.mark.parametrize("text", ["", "x", "bare:1", "bare:1:2:3", "\x00", "é" * 200, "a:b:c"])
def test_what_is_no_token_is_refused(text):
    assert read_token(text, code="bare") is None


def test_signs_that_are_not_read_are_dropped():
    assert cleaned(" a\x00b\x1b[31m\u202ec\u2066d\r\ne\tf\ue000 ") == "ab[31mcd\ne\tf"
    assert cleaned("نی\u200cم") == "نی\u200cم"
    assert cleaned("e\u0301") == "é"


def test_marks_heaped_on_one_letter_are_few_when_they_are_put_in_order():
    # Putting them in order takes the square of their number: 30,000 held a process for a second.
    heaped = "a" + "\u0316\u0301" * 15_000
    assert cleaned(heaped) == "\u00e1" + "\u0316" * 15 + "\u0301" * 14
    assert cleaned("e\u0301" * 2_000) == "é" * 2_000


def test_links_are_counted_however_they_are_written():
    assert links_in("see HTTP://a.example, https://b.example and www.c.example") == 3
