"""The web server: gunicorn with threads, in this process."""

import argparse
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from mingbai.kit.home import Home


class Web(BaseApplication):
    """Gunicorn, set up by our own options instead of its files and variables."""

    def __init__(self, one: Home, wish: argparse.Namespace) -> None:
        self.one, self.wish = one, wish
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings().items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return get_wsgi_application()

    def _settings(self) -> dict[str, Any]:
        wish = self.wish
        return {
            "bind": f"{wish.bind}:{wish.port}",
            "worker_class": "gthread",
            "workers": wish.workers,
            "threads": wish.threads,
            "timeout": 60,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "proc_name": "mingbai-web",
            "control_socket_disable": True,
        }
