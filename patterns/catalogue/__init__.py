"""The catalogue of patterns (ENTRY.md): what an entry says, and the plain fragment it gives for some values.

Pure and a leaf: plain values in, frozen dataclasses or a list of problems out. `shipped` alone reads files, those of
`data/`. Composing a fragment with a manifest is the domain's work.
"""
