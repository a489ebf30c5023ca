"""绩效目标编报: an offline editor for the performance targets of budget projects.

The rooms and the one direction of imports between them are described in docs/architecture.md.
"""

__version__ = "0.1.0"
