"""The demo: on this machine, without TLS, with accounts that everybody knows."""

from mingbai.settings.installed import *  # noqa: F403

SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
PASSWORD_HASHERS = ["mingbai.demo.hashing.Quick"]
