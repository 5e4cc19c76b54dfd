"""Areas, departments, posts, users and sign-in."""
