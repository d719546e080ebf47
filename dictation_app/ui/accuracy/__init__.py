"""How well the program hears its user, from the user's own corrections."""
