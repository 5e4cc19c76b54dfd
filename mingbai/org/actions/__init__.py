"""The room's verbs, its only writers. Keyword-only; ``by`` is the acting post, ``at`` when it is done."""
