"""Runs the import contracts of pyproject.toml and says in one line which arrow points the wrong way."""

from __future__ import annotations

import sys

from importlinter.cli import lint_imports

if __name__ == "__main__":
    sys.exit(lint_imports(is_debug_mode=False, show_timings=False))
