"""Many people ask one server at once, while the data is published anew."""
