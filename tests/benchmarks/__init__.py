"""What the commands cost, beside floors and peers, measured on whole datasets of invented records."""
