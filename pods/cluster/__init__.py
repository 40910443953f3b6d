"""The only door to Kubernetes: how a cluster is reached, what is asked of it, and what it answers."""
