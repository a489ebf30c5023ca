"""The figures that the house holds: lengths of functions and modules, and a docstring on every public name."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from functools import cache

from .source import MODULES, Function, Module

LONGEST_FUNCTION, USUAL_FUNCTION, MEDIAN_FUNCTION = 80, 40, 8
LONGEST_MODULE, MEDIAN_MODULE = 600, 150


def _length(function: Function) -> int:
    """Lines of a function without its docstring."""
    whole = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is None:
        return whole
    return whole - (function.body[0].end_lineno - function.body[0].lineno + 1)


def _lengths() -> dict[str, int]:
    return {f"{m.place}:{f.lineno} {f.name}": _length(f) for m in MODULES for f in m.functions()}


def test_no_function_is_longer_than_two_screens() -> None:
    assert {name: length for name, length in _lengths().items() if length > LONGEST_FUNCTION} == {}


def test_nineteen_functions_of_twenty_fit_on_a_screen() -> None:
    assert statistics.quantiles(_lengths().values(), n=20)[-1] <= USUAL_FUNCTION


def test_the_median_function_is_short() -> None:
    assert statistics.median(_lengths().values()) <= MEDIAN_FUNCTION


def test_no_module_is_too_long_to_know() -> None:
    lengths = {module.place: module.text.count("\n") for module in MODULES}
    assert {place: length for place, length in lengths.items() if length > LONGEST_MODULE} == {}
    assert statistics.median(lengths.values()) <= MEDIAN_MODULE


@cache
def _qt_names() -> frozenset[str]:
    """Names that Qt's classes define: a method of ours with such a name in the window overrides Qt's."""
    from PySide6 import QtCore, QtGui, QtPrintSupport, QtWidgets

    classes = (
        value
        for module in (QtCore, QtGui, QtPrintSupport, QtWidgets)
        for value in (getattr(module, name) for name in dir(module))  # vars() lacks what PySide6 loads lazily
        if isinstance(value, type)
    )
    return frozenset(name for owner in classes for name in dir(owner))


def _public(body: list[ast.stmt], module: Module, owner: str = "") -> Iterator[tuple[str, ast.AST]]:
    for node in body:
        if not isinstance(node, (*Function.__args__, ast.ClassDef)) or node.name.startswith("_"):
            continue
        overrides_qt = bool(owner) and module.room == "ui" and node.name in _qt_names()
        if not overrides_qt and not _is_setter(node):
            yield f"{module.place}:{node.lineno} {owner}{node.name}", node
        if isinstance(node, ast.ClassDef):
            yield from _public(node.body, module, f"{node.name}.")


def _is_setter(node: ast.AST) -> bool:
    return any(ast.unparse(decorator).endswith((".setter", "overload")) for decorator in node.decorator_list)


def test_every_public_name_says_what_it_is_for() -> None:
    silent = [module.place for module in MODULES if not ast.get_docstring(module.tree)]
    silent += [
        name for module in MODULES for name, node in _public(module.tree.body, module) if not ast.get_docstring(node)
    ]
    assert silent == []
