"""Composing: a pattern of the catalogue applied to a pod, taken out again, switched to another variant."""
