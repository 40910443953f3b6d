"""Connections to clusters: pages that render at once, and fragments that ask the cluster."""
