"""What import-linter cannot see points the same way as imports: keys, accessors, addresses, templates."""

import ast
import re

from django.apps import apps
from django.db import models

from tests.architecture.tree import PACKAGE, dotted, judge, may_use, parsed, room_of, short, sources, within

OURS = {
    config.label: config.name.split(".")[1] for config in apps.get_app_configs() if "mingbai." in config.name
}
URL_TAG = re.compile(r"""\{%\s*url\s+["']([\w-]+):""")
PART_TAG = re.compile(r"""\{%\s*(?:include|extends)\s+["']([\w-]+)/""")
REVERSING = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


def relations():
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.get_fields():
                if isinstance(field, models.ForeignKey | models.ManyToManyField):
                    yield model, field


def test_keys_point_down():
    wrong = [
        str(field)
        for model, field in relations()
        if field.related_model._meta.app_label in OURS
        and not may_use(OURS[model._meta.app_label], OURS[field.related_model._meta.app_label])
    ]
    assert not wrong


def test_a_key_to_another_room_leaves_no_accessor_there():
    wrong = [
        str(field)
        for model, field in relations()
        if field.related_model._meta.app_label != model._meta.app_label and not field.remote_field.hidden
    ]
    assert not wrong, "related_name='+' is missing"


def templates():
    return sorted(path for path in PACKAGE.rglob("templates/**/*") if path.is_file())


def pointed(pattern):
    for path in templates():
        for name in pattern.findall(path.read_text(encoding="utf-8")):
            yield path, name


def test_templates_point_down():
    wrong = [
        f"{short(path)}: {name}"
        for pattern in (URL_TAG, PART_TAG)
        for path, name in pointed(pattern)
        if name in OURS.values() and not may_use(room_of(path), name)
    ]
    assert not wrong


def test_a_room_keeps_its_templates_under_its_own_name():
    # Django looks for the pages of its own errors by these names.
    errors = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}
    found = {
        short(path): "lies elsewhere"
        for path in templates()
        if f"templates/{room_of(path)}/" not in path.as_posix() and path.name not in errors
    }
    judge(found, {}, "templates lie under their room's name")


def test_addresses_named_in_code_point_down():
    wrong = []
    for path in sources():
        for _place, call in within(parsed(path), ast.Call):
            first = call.args[0] if call.args else None
            if dotted(call.func).split(".")[-1] in REVERSING and isinstance(first, ast.Constant):
                name = str(first.value).partition(":")
                if name[1] and name[0] in OURS.values() and not may_use(room_of(path), name[0]):
                    wrong.append(f"{short(path)}: {first.value}")
    assert not wrong
