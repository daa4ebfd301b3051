"""What somebody typed: drafts that autosave keeps, and forms that were already sent."""

from django.db import models

from employees.identifiers import new_uuid


class Draft(models.Model):
    """The raw POST of an unfinished form, invalid input included; never read by a rule.

    `form` is the form's name, `object` the UUID of what it edits, `tab` an id the browser keeps per tab, `content`
    the urlencoded body without token (encrypted where it is confidential: employees/drafts.py), `version` the one
    that the form was drawn with.
    """

    user = models.ForeignKey("employees.User", on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=40)
    object = models.UUIDField()
    tab = models.CharField(max_length=40, blank=True)
    content = models.TextField()
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "form", "object", "tab"], name="one_draft_a_form_and_tab")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.object}"


class Submission(models.Model):
    """A form that was sent, by its UUID: a double click or a repeated POST gets the first one's answer."""

    uuid = models.UUIDField(default=new_uuid, unique=True)
    user = models.ForeignKey("employees.User", on_delete=models.CASCADE, related_name="submissions")
    path = models.CharField(max_length=300)
    redirect = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.uuid} {self.path}"
