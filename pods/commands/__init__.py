"""The commands that `python -m pods` knows, one module each, and what they share."""
