"""What is typed is kept: the server side of autosave.

For authors of pages. A form that autosaves carries `data-autosave="{% url 'draft' 'targets' object.uuid %}"`, a
hidden `version`, and `<p data-autosave-state></p>`. In the view that draws it:

    restored = drafts.restore(request, "targets", appraisal.uuid, appraisal.targets_version)
    form = TargetForm(restored or None, instance=…)       # bound with what was typed, invalid input included
    context["draft"] = drafts.waiting(request, "targets", appraisal.uuid, appraisal.targets_version)

and in its template `{% include "components/_draft.html" with draft=draft %}`, which offers to go on or to throw
away. After a successful save call `drafts.discard(user, "targets", appraisal.uuid)` in the same transaction.

What is confidential goes by a form's name that begins with `PRIVATE`: its draft lies encrypted, by a key of its own
for the person, the form and what it is about, so that no other row of the table can be made to show it.

Every other form with a text to write is kept without a word in view or template (`keep_page`): static/js/autosave.js
finds it, and `repeated_forms` notes that it was sent. `data-autosave="off"` keeps a form out; tests/test_fuzz.py wants
the reason.

A draft belongs to one user and is offered only while the saved version is still the one it was typed upon: a form
that meets a newer version answers 409 with both texts instead. Drafts pass no rule; the form does when it is sent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from cryptography.fernet import InvalidToken, MultiFernet
from django.core import signing
from django.http import HttpRequest, QueryDict

from employees.field_keys import cipher
from employees.models import Draft, User

MOST_BYTES = 256 * 1024
MOST_DRAFTS = 200  # a user; the oldest go first
PRIVATE = "private-"  # begins the name of a form whose drafts lie encrypted
RESTORE = "draf"  # ?draf=1 on the page asks for the restored form
PAGE, SENT = (
    f"{PRIVATE}page",
    f"{PRIVATE}sent",
)  # forms that no view knows of; `SENT` stays to be copied for a day
OWNER = "_owner"  # signed by whom a form was drawn for: says whose it is when the session is gone
OWNER_SECONDS = 24 * 3600
_NOT_CONTENT = ("csrfmiddlewaretoken", "_submission", "_tab", OWNER)


class TooLong(ValueError):
    """The form holds more than a draft may."""


def content(posted: QueryDict) -> str:
    """The typed fields, urlencoded: without token, form number, tab and passwords."""
    kept = posted.copy()
    for name in posted:
        if name in _NOT_CONTENT or "password" in name:
            del kept[name]
    return kept.urlencode().replace("%00", "")


def save(user: User, form: str, object_uuid: UUID, posted: QueryDict) -> datetime:
    """Keep the form as it was posted. Returns when.

    Raises:
        TooLong: more than `MOST_BYTES`.
    """
    typed = content(posted)
    if len(typed) > MOST_BYTES:
        raise TooLong(f"Isian terlalu panjang untuk draf (paling banyak {MOST_BYTES // 1024} kB).")
    version = posted.get("version", "")
    draft, made = Draft.objects.update_or_create(
        user=user,
        form=form,
        object=object_uuid,
        tab=posted.get("_tab", "").replace("\0", "")[:40],
        defaults={
            "content": _sealed(typed, user, form, object_uuid),
            "version": int(version) if version.isdecimal() and len(version) < 9 else 0,
        },
    )
    if made:
        _forget_oldest(user)
    return draft.saved_at


def _cipher(user_id: int, form: str, object_uuid: UUID) -> MultiFernet:
    return cipher(f"employees.draft:{user_id}:{form}:{object_uuid}:")


def _sealed(typed: str, user: User, form: str, object_uuid: UUID) -> str:
    if not form.startswith(PRIVATE):
        return typed
    return _cipher(user.pk, form, object_uuid).encrypt(typed.encode()).decode()


def opened(draft: Draft) -> str:
    """What was typed, urlencoded; "" where the key that sealed it is gone."""
    if not draft.form.startswith(PRIVATE):
        return draft.content
    try:
        return _cipher(draft.user_id, draft.form, draft.object).decrypt(draft.content.encode()).decode()
    except InvalidToken:
        return ""


def _forget_oldest(user: User) -> None:
    kept = Draft.objects.filter(user=user).order_by("-saved_at", "-pk").values("pk")[:MOST_DRAFTS]
    Draft.objects.filter(user=user).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()


def newest(user: User, form: str, object_uuid: UUID) -> Draft | None:
    """The draft of whichever tab wrote last."""
    return Draft.objects.filter(user=user, form=form, object=object_uuid).order_by("-saved_at", "-pk").first()


def waiting(request: HttpRequest, form: str, object_uuid: UUID, version: int) -> Draft | None:
    """The draft to offer above the form; None when there is none, or when it is being shown already."""
    return None if RESTORE in request.GET else _current(request, form, object_uuid, version)


def restore(request: HttpRequest, form: str, object_uuid: UUID, version: int) -> QueryDict | None:
    """What was typed, when the page was opened to go on with it (`?draf=1`); else None."""
    draft = _current(request, form, object_uuid, version) if RESTORE in request.GET else None
    return QueryDict(opened(draft)) if draft else None


def _current(request: HttpRequest, form: str, object_uuid: UUID, version: int) -> Draft | None:
    if not isinstance(request.user, User):
        return None
    drafts = Draft.objects.filter(user=request.user, form=form, object=object_uuid, version__gte=version)
    return drafts.order_by("-saved_at", "-pk").first()


def discard(user: User, form: str, object_uuid: UUID) -> None:
    """Forget the drafts of all tabs: after a save, or because the user says so."""
    Draft.objects.filter(user=user, form=form, object=object_uuid).delete()


# --- forms that no view knows of --------------------------------------------------------
def page_uuid(key: str) -> UUID:
    """What stands for a form by the address that it is sent to, and what is hidden in it."""
    return uuid5(NAMESPACE_URL, key.replace("\0", "")[:500])


def keep_page(user: User, key: str, posted: QueryDict) -> datetime:
    """Keep a form of any page; raises as `save` does."""
    return save(user, PAGE, page_uuid(key), posted)


def sent(user: User, key: str) -> None:
    """The form was taken: it is offered no more, but what was in it can be read and copied for a day."""
    Draft.objects.filter(user=user, form=SENT, object=page_uuid(key)).delete()
    found = newest(user, PAGE, page_uuid(key))
    if found is None:
        return
    typed = opened(found)
    discard(user, PAGE, page_uuid(key))
    content = _sealed(typed, user, SENT, page_uuid(key))
    Draft.objects.create(user=user, form=SENT, object=page_uuid(key), content=content, version=found.version)


def owner_token(user: User) -> str:
    return signing.dumps(user.pk, salt=OWNER, compress=True)


def owner(token: str) -> User | None:
    """For whom a form was drawn; None for a token that is bent or older than a day."""
    try:
        key = signing.loads(token, salt=OWNER, max_age=OWNER_SECONDS)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key, is_active=True).first()


def kept_for(user: User) -> list[Kept]:
    """Everything typed and not sent, and what was sent within the day, the latest first."""
    return [Kept.of(draft) for draft in Draft.objects.filter(user=user).order_by("-saved_at", "-pk")]


@dataclass(frozen=True)
class Kept:
    """A draft as its writer reads it: where it was typed, and the texts under their fields' names."""

    draft: Draft
    title: str
    url: str
    texts: list[tuple[str, str]]

    @property
    def sent(self) -> bool:
        return self.draft.form == SENT

    @classmethod
    def of(cls, draft: Draft) -> Kept:
        """`_title`, `_of` and `_labels` are what the browser told beside the fields."""
        typed = QueryDict(opened(draft))
        labels = _labels(typed.get("_labels", ""))
        named = [
            (labels[name], str(value)) for name in typed if name in labels for value in typed.getlist(name)
        ]
        plain = [(name, str(value)) for name, value in typed.items() if name[:1] != "_"]
        texts = named or [(name, value) for name, value in plain if " " in value]
        url = typed.get("_of", "")
        return cls(draft, typed.get("_title", "")[:200], url if url.startswith("/") else "", texts)


def _labels(told: str) -> dict[str, str]:
    """The names of the fields by their keys; nothing where that is bent."""
    try:
        found = json.loads(told or "{}")
    except ValueError:
        return {}
    return {str(name): str(label) for name, label in found.items()} if isinstance(found, dict) else {}
