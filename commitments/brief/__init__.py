"""Briefings: rows become Markdown in which every statement leads to its record and its words."""
