"""What stands on each official form: a grid of cells with spans, made from a book and a profile."""

from .cells import Options
from .grid import Cell, Column, Grid, Line
from .self_check import self_check_grid
from .single import single_grids
from .summary import summary_grid

__all__ = ["Cell", "Column", "Grid", "Line", "Options", "self_check_grid", "single_grids", "summary_grid"]
