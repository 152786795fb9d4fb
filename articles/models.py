"""What was printed, where and when? Owns publishers and articles; knows nothing of incidents."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from articles.canonical import canonical
from articles.columns import (
    AddressField,
    DerivedField,
    DigestField,
    EdtfField,
    FoldedField,
    HeldTextField,
    Record,
    bounds_constraint,
    code_constraint,
    code_field,
    normalise,
    tracked,
)
from articles.likeness import MARKS
from articles.marks import MarkField
from incidents import codebook

_MARKS = [f"mark_{number}" for number in range(1, MARKS + 1)]


class CanonicalUrlField(DerivedField):
    """The one normal form of the address in another column."""

    def derive(self, value: str) -> str:
        normal = canonical(value)
        return normal if len(normal) <= (self.max_length or 0) else value


class Publisher(Record):
    """Who puts documents out (SCHEMA 3.1)."""

    name = models.CharField(max_length=200, unique=True)
    folded = FoldedField(of="name")
    kind = code_field(codebook.PUBLISHER_KIND, required=True)
    reach = code_field(codebook.REACH)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    url = AddressField(blank=True)
    independence_note = models.TextField(blank=True, help_text="Owner, funder, side: what a reader should know.")

    history = tracked()

    class Meta:
        ordering = ["name"]
        constraints = [
            code_constraint("publisher", "kind", codebook.PUBLISHER_KIND, required=True),
            code_constraint("publisher", "reach", codebook.REACH),
        ]

    def __str__(self) -> str:
        return self.name


class Snapshot(Record):
    """The bytes of a page as fetched, written once (SCHEMA 3.2)."""

    file = models.FileField(upload_to="snapshots/")
    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    final_url = AddressField(blank=True)

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"


class Feed(Record):
    """An RSS or Atom feed from which articles arrive. ``etag`` and ``modified`` are the server's, for the next poll."""

    name = models.CharField(max_length=200)
    url = AddressField("address", unique=True)
    publisher = models.ForeignKey(Publisher, null=True, blank=True, on_delete=models.PROTECT, related_name="feeds")
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47, for example en or ar.")
    is_active = models.BooleanField("polled", default=True)
    polled_at = models.DateTimeField(null=True, blank=True, editable=False)
    problem = models.TextField(blank=True, editable=False, help_text="Why the last poll failed; blank when it did not.")
    etag = models.CharField(max_length=300, blank=True, editable=False)
    modified = models.CharField(max_length=100, blank=True, editable=False)

    history = tracked(excluded_fields=["polled_at", "problem", "etag", "modified"])

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FeedEntry(Record):
    """An entry that a poll has seen, so that no later poll fetches it again. Nothing of what it said is kept here."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    address_sha256 = models.CharField(max_length=64, help_text="Of the normal form of its address.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="How often in a row it could not be fetched.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "address_sha256"], name="feedentry_once_a_feed",
                violation_error_message="This entry of the feed is known already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.address_sha256[:12]


class Articles(models.QuerySet["Article"]):
    """The named doors to articles."""

    def current(self) -> "Articles":
        """Each document once: without the texts that have been corrected since."""
        # Not a join: corrections are few, and a list of a million articles looks each of its rows up among them.
        corrected = Article.objects.filter(corrects__isnull=False).values("corrects")
        return self.exclude(pk__in=corrected)


class Article(Record):
    """One copy of one document. Its text is confidential; the public sees cited spans only (SCHEMA 3.2)."""

    kind = code_field(codebook.ARTICLE_KIND, required=True, default="news_article")
    title = models.CharField(max_length=1000, blank=True, help_text="The headline as printed.")
    folded = FoldedField(of="title")
    publisher = models.ForeignKey(
        Publisher, null=True, blank=True, on_delete=models.PROTECT, related_name="articles",
        help_text="Who published this copy. Leave it blank when the copy does not say.",
    )  # fmt: skip
    published_edtf = EdtfField("published", blank=True, bounds=("published_earliest", "published_latest"))
    published_earliest = models.DateField(null=True, blank=True, editable=False, db_index=True)
    published_latest = models.DateField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(
        "published at (time)", null=True, blank=True, help_text="The full time in UTC, when the source gives one."
    )
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47, for example en or ar.")
    dateline = models.CharField(max_length=200, blank=True, help_text="As printed, for example BAGHDAD.")
    byline = models.TextField(blank=True, help_text="As printed; lines about contributors belong here.")
    byline_state = code_field(codebook.BYLINE_STATE, required=True, default="unknown")
    url = AddressField("address", blank=True)
    canonical_url = CanonicalUrlField(of="url", max_length=2000)
    canonical_url_sha256 = DigestField(of="canonical_url")
    archive_url = AddressField("archived copy", blank=True)
    holding = code_field(codebook.HOLDING, required=True, default="full_text")
    text = HeldTextField(blank=True, help_text="Confidential. Readers see cited spans of at most 300 characters.")
    text_sha256 = DigestField(of="text", db_index=True)
    mark_1 = MarkField(of="text", number=1)
    mark_2 = MarkField(of="text", number=2)
    mark_3 = MarkField(of="text", number=3)
    mark_4 = MarkField(of="text", number=4)
    mark_5 = MarkField(of="text", number=5)
    mark_6 = MarkField(of="text", number=6)
    snapshot = models.ForeignKey(Snapshot, null=True, blank=True, editable=False, on_delete=models.PROTECT)
    retrieved_at = models.DateTimeField(null=True, blank=True)
    retrieved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    republishes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies",
        help_text="The article this is a copy or translation of. Copies are never counted as independent.",
    )  # fmt: skip
    corrects = models.ForeignKey(
        "self", null=True, blank=True, editable=False, db_index=False, on_delete=models.PROTECT,
        related_name="corrections", help_text="The article whose text this one corrects: the same document, read anew.",
    )  # fmt: skip
    triage = code_field(codebook.TRIAGE, required=True, default="new")
    queued_at = models.DateTimeField(
        default=timezone.now, editable=False,
        help_text="Its turn in the reading queue: when it arrived, or when it was put off to later.",
    )  # fmt: skip
    relevance = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False,
        help_text="How likely it reports an incident, from 0 to 100, by its words; blank when nothing is held.",
    )  # fmt: skip
    feed = models.ForeignKey(Feed, null=True, blank=True, editable=False, on_delete=models.SET_NULL)
    note = models.TextField(
        blank=True,
        help_text="Public: what is odd about this copy, such as a missing date, page residue, a lost byline.",
    )

    objects = Articles.as_manager()
    history = tracked(excluded_fields=["canonical_url_sha256", *_MARKS])

    class Meta:
        ordering = ["-id"]
        indexes = [
            # The queue is read from this alone: a row's text lies before most of what a queue asks, and is long.
            models.Index(
                fields=[
                    "-triage", "queued_at", "id", "created_at", "holding", "kind", "relevance", "language", "publisher",
                ],
                name="article_in_queue",
            ),
            # Not db_index: PostgreSQL would add a second index, for LIKE.
            models.Index(fields=["canonical_url_sha256"], name="article_by_address"),
            *(
                models.Index(fields=[mark], name=f"article_by_{mark}", condition=Q(**{f"{mark}__isnull": False}))
                for mark in _MARKS
            ),
        ]  # fmt: skip
        constraints = [
            code_constraint("article", "kind", codebook.ARTICLE_KIND, required=True),
            code_constraint("article", "byline_state", codebook.BYLINE_STATE, required=True),
            code_constraint("article", "holding", codebook.HOLDING, required=True),
            code_constraint("article", "triage", codebook.TRIAGE, required=True),
            bounds_constraint("article", "published_earliest", "published_latest"),
            models.CheckConstraint(
                name="article_relevance_is_a_share",
                condition=Q(relevance__isnull=True) | Q(relevance__lte=100),
                violation_error_message="Relevance goes from 0 to 100.",
            ),
            models.CheckConstraint(
                name="article_held_text_present",
                condition=(Q(holding="reference_only") & Q(text="")) | (~Q(holding="reference_only") & ~Q(text="")),
                violation_error_message="A held article needs its text; a reference-only article has none.",
            ),
            models.CheckConstraint(
                name="article_is_not_its_own_copy",
                condition=Q(republishes__isnull=True) | ~Q(republishes=F("id")),
                violation_error_message="An article cannot be a copy of itself.",
            ),
            models.CheckConstraint(
                name="article_does_not_correct_itself",
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                violation_error_message="An article cannot be a correction of itself.",
            ),
            # Partial, so that the index by which a correction is found holds nothing but corrections.
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(corrects__isnull=False), name="article_corrected_once",
                violation_error_message="This article has been corrected already. Correct its latest text.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        told = [self.title or "(no headline)", self.publisher_name(), self.published_edtf, self.version()]
        return " · ".join(filter(None, told))

    def version(self) -> str:
        """What tells a corrected text from the one before; "" for the first."""
        return "corrected text" if self.corrects_id else ""

    def publisher_name(self) -> str:
        return self.publisher.name if self.publisher else ""

    def clean(self) -> None:
        """Refuses a changed text once it is held: quotes point into it. A corrected text is a new article."""
        self.text = normalise(self.text)
        if self.pk and self.text != Article.objects.values_list("text", flat=True).get(pk=self.pk):
            if self.is_corrected():
                raise ValidationError({"text": "This text has been corrected since and stays as it was."})
            if self.text_is_fixed():
                raise ValidationError(
                    {"text": "Quotes point into this text. Enter the corrected text as a new article."}
                )

    def text_is_fixed(self) -> bool:
        """Whether a quote points into this article, so that its text may not change any more."""
        links = (link for link in self._meta.related_objects if link.name not in _OTHER_VERSIONS)
        return any(link.related_model._default_manager.filter(**{link.field.name: self.pk}).exists() for link in links)

    def is_corrected(self) -> bool:
        """Whether a later version holds the corrected text, asked anew each time."""
        return self.corrections.exists()

    @cached_property
    def correction(self) -> "Article | None":
        """The next version, for a page that shows it in several places."""
        return self.corrections.first()


_OTHER_VERSIONS = ("copies", "corrections")
"""Links from other articles, which quote nothing."""
