"""YAML in: files become records with the place of every value, and findings where something is wrong."""
