"""A form's field that takes several files."""

from typing import Any

from django import forms

SUFFIXES = ".xlsx,.xls,.csv"


class SeveralFiles(forms.ClearableFileInput):
    """A field that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Every chosen file, in the order in which they were chosen."""

    widget = SeveralFiles(attrs={"accept": SUFFIXES})

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in found]
