"""Reads the authored content and gives the three parts that the rest of the terminal uses."""

from flows.loading.content import LoadedContent, load_content
from flows.loading.faults import ContentError, Fault

__all__ = ["ContentError", "Fault", "LoadedContent", "load_content"]
