"""打印预览: the pages as they will be printed, alive while one edits, with every print setting beside them."""

from .window import Preview

__all__ = ["Preview"]
