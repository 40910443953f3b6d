"""The views of a pod, one file each; a file with a `VIEW` is a view."""
