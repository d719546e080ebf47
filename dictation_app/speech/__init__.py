"""Sound in, transcript out: everything that hears, with numpy and torch and without Qt."""
