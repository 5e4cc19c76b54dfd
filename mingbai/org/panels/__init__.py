"""What this room puts into the slots of pages: tasks, menu, posts, search. ``mingbai.wiring`` lists them."""
