"""The names of the menu's groups; which room's entries stand in which is said where rooms are joined."""

from django.utils.translation import gettext_lazy as _

VERIFY = _("To verify and to settle")
PEOPLE = _("Households and people")
SUPERVISION = _("Supervision and rectification")
DATA = _("Data and rules")
POSTS = _("Posts and rights")
