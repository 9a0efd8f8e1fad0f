"""Questions: names in any language, filters, and everything on one record, as plain rows."""
