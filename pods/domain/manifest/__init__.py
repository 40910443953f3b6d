"""A manifest: the YAML or JSON text its user wrote, and what it says."""
