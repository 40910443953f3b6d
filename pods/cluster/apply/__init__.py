"""Applying a manifest: try it on the server, show what it would change, do it, and undo it when it went wrong."""
