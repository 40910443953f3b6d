"""Patterns: the gallery, the guide, a page for each, and the steps that add them to a design and take them out."""
