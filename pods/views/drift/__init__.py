"""Design and cluster kept in step: what differs, what is taken out of a cluster or into a design."""
