"""Palette and style sheet of the window, made from the tokens: Fusion underneath, one spacing, one accent."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ... import resources
from .tokens import Tokens, tokens, use_scheme

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface_alt",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.LinkVisited: "accent_text",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Accent: "accent",
}
_FADING = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)

_SHEET = """
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {border}; padding: 4px 6px; }}
QMenuBar {{ background: {surface}; padding: 2px 6px; border: none; }}
QMenuBar::item {{ padding: 4px 9px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenuBar::item:pressed {{ background: {pressed}; }}
QMenu {{ background: {surface}; border: 1px solid {border}; padding: 5px; }}
QMenu::item {{ padding: 5px 26px 5px 10px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {text}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::icon {{ padding-left: 6px; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QToolBar {{ background: {surface}; border: none; border-bottom: 1px solid {line}; padding: 1px; spacing: 2px; }}
QToolBar::separator {{ width: 1px; background: {line}; margin: 6px 6px; }}
QToolBar QToolButton {{ padding: 2px 6px 0 6px; border: 1px solid transparent; border-radius: 6px; }}
QToolBar QToolButton:hover {{ background: {hover}; }}
QToolBar QToolButton:pressed, QToolBar QToolButton:checked {{ background: {pressed}; }}
QToolBar QToolButton:focus {{ border-color: {focus}; }}
QToolBar QToolButton:disabled {{ color: {faint}; }}
QToolBar QToolButton#qt_toolbar_ext_button {{ padding: 0; border-radius: 4px; }}
QToolButton[flat="true"] {{ border: 1px solid transparent; border-radius: 4px; padding: 2px 6px;
  background: transparent; }}
QToolButton[flat="true"][pictured="true"] {{ padding: 2px 0 2px 6px; }}
QToolButton[worded="true"] {{ border-color: {border}; background: {surface}; padding: 2px 9px; }}
QToolButton[worded="true"]:disabled {{ color: {faint}; background: {surface_alt}; }}
QToolButton[flat="true"]:hover {{ background: {hover}; }}
QToolButton[flat="true"]:checked {{ background: {accent_soft}; color: {accent_text}; }}
QToolButton[flat="true"]:focus {{ border-color: {focus}; }}
QToolButton[chip="true"] {{ border: 1px solid {border}; border-radius: 9px; padding: 1px 0 1px 8px; color: {muted}; }}
QToolButton[chip="true"]:hover {{ border-color: {faint}; }}
QToolButton[chip="true"]:checked {{ border-color: transparent; color: {text}; background: {hover}; }}
QToolButton[chip="true"][state="error"]:checked {{ color: {error}; background: {error_soft}; }}
QToolButton[chip="true"][state="warning"]:checked {{ color: {warning}; background: {warning_soft}; }}
QToolButton[chip="true"][state="hint"]:checked {{ color: {hint}; background: {hint_soft}; }}
QToolButton[chip="true"]:focus {{ border-color: {focus}; }}
QToolButton[page="true"] {{ border: none; border-bottom: 2px solid transparent; border-radius: 0;
  padding: 4px 6px; }}
QToolButton[page="true"] {{ color: {muted}; background: transparent; font-weight: bold; }}
QToolButton[page="true"]:hover {{ color: {text}; }}
QToolButton[page="true"]:checked {{ color: {text}; border-bottom-color: {accent}; }}
QToolButton[page="true"]:focus {{ color: {accent_text}; text-decoration: underline; }}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit {{ background: {surface}; color: {text};
  border: 1px solid {border};
  border-radius: 5px; padding: 2px 7px; selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit, QTextEdit {{ padding: 4px 4px; }}
QLineEdit[search="true"] {{ padding-left: 0; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus,
  QComboBox:focus {{ border: 1px solid {focus}; }}
QLineEdit:read-only {{ background: {surface_alt}; color: {muted}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QComboBox:disabled {{ background: {surface_alt};
  color: {faint}; }}
QLineEdit[state="error"], QPlainTextEdit[state="error"], QComboBox[state="error"] {{ border: 1px solid {error};
  background: {error_soft}; }}
QLineEdit[state="warning"], QPlainTextEdit[state="warning"],
  QComboBox[state="warning"] {{ border: 1px solid {warning}; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 18px; background: transparent; }}
QSpinBox::up-arrow {{ image: url("{icons}/arrow_up.svg"); width: 9px; height: 9px; }}
QSpinBox::down-arrow {{ image: url("{icons}/arrow_down.svg"); width: 9px; height: 9px; }}
QComboBox {{ background: {surface}; color: {text}; border: 1px solid {border}; border-radius: 5px;
  padding: 2px 7px; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url("{icons}/arrow_down.svg"); width: 11px; height: 11px; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {border}; padding: 3px;
  selection-background-color: {accent_soft}; selection-color: {text}; outline: none; }}
QSpinBox QLineEdit {{ border: none; padding: 0 4px; background: transparent; }}
QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QPushButton {{ background: {surface}; color: {text}; border: 1px solid {border}; border-radius: 5px;
  padding: 4px 14px; min-width: 54px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {pressed}; }}
QPushButton:focus {{ border-color: {focus}; }}
QPushButton:disabled {{ color: {faint}; background: {surface_alt}; }}
QPushButton:default, QPushButton[primary="true"] {{ background: {accent}; color: {on_accent};
  border-color: {accent}; }}
QPushButton:default:hover, QPushButton[primary="true"]:hover {{ background: {focus}; }}
QPushButton:default:disabled {{ background: {pressed}; border-color: {pressed}; color: {faint}; }}
QPushButton[link="true"] {{ border: none; background: transparent; color: {accent_text}; text-align: left;
  padding: 3px 2px; min-width: 0; }}
QPushButton[link="true"]:hover {{ text-decoration: underline; }}
QCheckBox, QRadioButton {{ spacing: 7px; padding: 2px 4px 2px 3px; border: 1px solid transparent;
  border-radius: 4px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {focus}; }}
QCheckBox::indicator, QAbstractItemView::indicator {{ width: 14px; height: 14px; border: 1px solid {faint};
  border-radius: 3px; background: {surface}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ border-color: {accent}; background: {accent};
  image: url("{icons}/mark_checked.svg"); }}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {{ border-color: {accent};
  background: {accent}; image: url("{icons}/mark_partly.svg"); }}
QCheckBox::indicator:hover, QAbstractItemView::indicator:hover, QCheckBox::indicator:focus {{ border-color: {focus}; }}
QCheckBox::indicator:disabled, QAbstractItemView::indicator:disabled {{ border-color: {border};
  background: {pressed}; }}
QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {faint}; border-radius: 8px;
  background: {surface}; }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {accent}; background: {on_accent}; }}
QTabWidget::pane {{ border: none; }}
QTabBar {{ background: {surface_alt}; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {muted}; padding: 3px 13px; margin: 2px 2px 0 2px;
  border-top-left-radius: 6px; border-top-right-radius: 6px; border: 1px solid transparent; border-bottom: none; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ background: {surface}; color: {accent_text}; font-weight: bold; border-color: {line}; }}
QTabBar::tab:focus {{ color: {accent_text}; text-decoration: underline; }}
QHeaderView {{ background: {surface_alt}; }}
QHeaderView::section {{ background: {surface_alt}; color: {muted}; border: none; border-right: 1px solid {line};
  border-bottom: 1px solid {line}; padding: 2px 8px; }}
QAbstractItemView {{ background: {surface}; color: {text}; border: none; outline: none; }}
QDialog QAbstractItemView {{ border: 1px solid {line}; border-radius: 5px; }}
QTreeWidget, QListWidget {{ selection-background-color: {selection}; selection-color: {text}; }}
QTreeWidget::item {{ padding: 2px; min-height: 20px; }}
QListWidget::item {{ padding: 5px 6px; }}
QTreeWidget::item:hover, QListWidget::item:hover {{ background: {hover}; }}
QTreeWidget::item:selected, QListWidget::item:selected {{ background: {selection}; color: {text}; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {border}; border-radius: 4px; min-height: 28px; margin: 2px; }}
QScrollBar::handle:vertical:hover {{ background: {faint}; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {border}; border-radius: 4px; min-width: 28px; margin: 2px; }}
QScrollBar::handle:horizontal:hover {{ background: {faint}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {line}; }}
QStatusBar {{ background: {surface_alt}; color: {muted}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {text}; padding: 0 6px; }}
QStatusBar QToolButton[flat="true"] {{ color: {muted}; padding: 0 5px; border-width: 0 1px; border-radius: 3px; }}
QStatusBar QToolButton[role="error"] {{ color: {error}; }}
QStatusBar QToolButton[role="warning"] {{ color: {warning}; }}
QProgressBar {{ border: 1px solid {border}; border-radius: 5px; background: {surface_alt}; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 4px; }}
QGroupBox {{ border: 1px solid {line}; border-radius: 6px; margin-top: 18px; padding: 8px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 2px; color: {muted}; }}
QLabel[role="title"] {{ font-weight: bold; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="faint"] {{ color: {faint}; }}
QLabel[role="error"] {{ color: {error}; }}
QLabel[role="warning"] {{ color: {warning}; }}
QLabel[role="ok"] {{ color: {ok}; }}
QLabel[role="drop"] {{ color: {muted}; border: 1px dashed {faint}; border-radius: 6px; padding: 8px; }}
QLabel[role="dropping"] {{ color: {accent_text}; background: {accent_soft}; border: 1px dashed {accent};
  border-radius: 6px; padding: 8px; }}
QLabel[role="notice"] {{ background: {hint_soft}; color: {text}; border-radius: 6px; padding: 7px 10px; }}
QLabel[role="alert"] {{ background: {warning_soft}; color: {text}; border-radius: 6px; padding: 7px 10px; }}
QLabel[role="before"] {{ background: {warning_soft}; border-radius: 4px; padding: 3px 8px; }}
QLabel[role="right"] {{ background: {accent_soft}; border-radius: 4px; padding: 3px 8px; }}
QLabel[role="after"] {{ background: {accent_soft}; border-radius: 4px; padding: 3px 8px; font-weight: bold; }}
QFrame[role="line"] {{ background: {line}; border: none; max-height: 1px; min-height: 1px; }}
QWidget[role="panel"] {{ background: {surface_alt}; }}
QWidget[role="page"] {{ background: {surface}; }}
"""


def palette(scheme: Tokens) -> QPalette:
    """Return the palette of a scheme."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, QColor(getattr(scheme, name)))
    for role in _FADING:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(scheme.faint))
    return made


def style_sheet(scheme: Tokens) -> str:
    """Return the style sheet of a scheme."""
    colours = {name: getattr(scheme, name) for name in Tokens.__slots__}
    return _SHEET.format(icons=resources.path("icons").as_posix(), **colours)


def colour(application: QApplication, dark: bool) -> None:
    """Give the application the colours of the light or the dark scheme."""
    scheme = use_scheme(dark)
    application.setStyle("Fusion")
    application.setPalette(palette(scheme))


def dress(application: QApplication) -> None:
    """Give the application the style sheet of the scheme in use."""
    application.setStyleSheet(style_sheet(tokens()))
