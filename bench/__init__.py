"""Measurements, run by `make bench` and `make roles`."""
