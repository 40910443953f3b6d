"""Applying a design to a cluster: where, what it would change, doing it, and what was done before."""
