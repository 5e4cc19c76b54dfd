"""Which home a command works on, and Django made ready for it."""

import argparse
import os
from pathlib import Path

import django

from mingbai.kit import home
from mingbai.kit.spoken import _

OWNER = "MINGBAI_OWNER"
SETTINGS = {"county": "mingbai.settings.production", "demo": "mingbai.settings.demo"}


def path_of(wish: argparse.Namespace) -> Path:
    """The home that was named: by --home, else by MINGBAI_HOME, else the demo's here."""
    named = wish.home or os.environ.get("MINGBAI_HOME") or Path(".mingbai/demo-2020")
    return Path(named).absolute()


def home_of(wish: argparse.Namespace) -> home.Home:
    """The home, read and found sound."""
    path = path_of(wish)
    if not (path / "config.yaml").exists() and not wish.home and "MINGBAI_HOME" not in os.environ:
        raise home.HomeError(_("Name the installation's home with --home or MINGBAI_HOME."))
    return home.read(path)


def ready(one: home.Home, *, owner: bool = False) -> None:
    """Django with this installation's settings; with ``owner`` also the address to migrate with."""
    environment(one)
    if owner:
        os.environ[OWNER] = "1"
    django.setup()


def environment(one: home.Home) -> None:
    """What children need to find the same installation."""
    os.environ["MINGBAI_HOME"] = str(one.path)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS[one.config.kind]
    os.environ.pop(OWNER, None)
