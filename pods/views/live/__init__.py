"""Pods as they are in a cluster: pages, the streams that keep them up to date, and logs."""
