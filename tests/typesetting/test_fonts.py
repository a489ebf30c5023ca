"""Metrics read from the font file, against what another reader of the same file says."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from jixiao_desktop.typesetting.fonts import FILES, FaceName, face


@pytest.mark.parametrize("name", FILES)
def test_widths_are_those_of_the_font(name: FaceName) -> None:
    peer = TTFontFace(str(face(name).path))
    for character in "绩效目标2024T-%≥≤（）“”…—·① 　AZaz䶮㐱𬱖":
        assert round(face(name).advance[character] * 1000) == round(peer.getCharWidth(ord(character)))


def test_rare_names_are_covered_and_what_is_not_is_named() -> None:
    assert face("regular").missing("隍源县䶮㐱𬱖 \n\u200b") == set()
    assert face("regular").missing("就业😀") == {"😀"}
