"""Formsets over rows that are loaded already: a page with many of them asks the database once, not once each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model

if TYPE_CHECKING:
    RowModelForm = forms.ModelForm[Any]
    RowBaseFormSet = forms.BaseFormSet[Any]
else:
    RowModelForm, RowBaseFormSet = forms.ModelForm, forms.BaseFormSet


class DrawnRow(RowModelForm):
    """A form of a `RowFormSet`. `may_go`: it was drawn from a row, so it can be ticked away."""

    @property
    def may_go(self) -> bool:
        return "DELETE" in self.fields


class RowFormSet(RowBaseFormSet):
    """One form for each of `rows`, saved or not, and one that is empty."""

    def __init__(self, *args: Any, rows: Sequence[Model], **kwargs: Any) -> None:
        self.rows = rows
        kwargs["initial"] = [{} for _row in rows]
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = super().get_form_kwargs(index)
        if index is not None and index < len(self.rows):
            kwargs["instance"] = self.rows[index]
        return kwargs

    def kept(self) -> list[Any]:
        """What stays, in the order of the form; a form that was left empty is none. After `is_valid`."""
        drawn = [form for form in self.forms if form.may_go or form.has_changed()]
        return [form.instance for form in drawn if not form.cleaned_data.get("DELETE")]

    def gone(self) -> list[Any]:
        """What was ticked away."""
        return [form.instance for form in self.deleted_forms]


def row_formset(form: type[DrawnRow], *, most: int, formset: type[RowFormSet] = RowFormSet) -> type[Any]:
    """A class of formsets in which only drawn rows can be taken away."""
    return forms.formset_factory(
        form,
        formset=formset,
        extra=1,
        max_num=most,
        absolute_max=2 * most,
        validate_max=True,
        can_delete=True,
        can_delete_extra=False,
    )
