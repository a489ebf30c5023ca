"""The package's own source, parsed once, for the tests of this folder."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "jixiao_desktop"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One source file: its path from the checkout, its dotted name's parts, its room."""

    path: Path

    @property
    def place(self) -> str:
        """The path as a reader would look for it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def package(self) -> tuple[str, ...]:
        """The dotted name, in parts, of the package that the file stands in."""
        return self.path.relative_to(ROOT).parent.parts

    @property
    def room(self) -> str:
        """The folder under the package, or the module's own name when it stands at the top."""
        parts = self.path.relative_to(PACKAGE).with_suffix("").parts
        return parts[0]

    @cached_property
    def text(self) -> str:
        """The file's content."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file's syntax tree."""
        return ast.parse(self.text)

    def functions(self) -> Iterator[Function]:
        """Every function and method of the file, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def imports(self, *, at_start_only: bool = False) -> Iterator[str]:
        """Absolute dotted names of what the file imports; types-only imports are not counted.

        With `at_start_only`, without what is imported inside functions.
        """
        for node in _executed(self.tree, into_functions=not at_start_only):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = ".".join((*self._origin(node.level), *filter(None, [node.module])))
                yield from (f"{base}.{alias.name}" for alias in node.names)

    def _origin(self, level: int) -> tuple[str, ...]:
        return self.package[: len(self.package) - level + 1] if level else ()


MODULES = tuple(Module(path) for path in sorted(PACKAGE.rglob("*.py")))


def _executed(node: ast.AST, *, into_functions: bool) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, Function) and not into_functions:
            continue
        yield child
        yield from _executed(child, into_functions=into_functions)
