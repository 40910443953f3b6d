"""Fields and types of Kubernetes' own kinds, version by version, and how a value departs from them."""
