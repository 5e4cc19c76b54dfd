"""``{% request_id %}``: the mark that makes a form's second sending harmless."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def request_id() -> SafeString:
    """A hidden field with a new random id; put one into every form that changes something."""
    return format_html('<input type="hidden" name="request_id" value="{}">', uuid.uuid4())
