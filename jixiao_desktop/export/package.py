"""Somebody's workbook file as a package of parts: the few that are changed are parsed, the rest stays byte for byte.

So everything that a spreadsheet library would drop on the way (validations of newer versions, macros, drawings, form
controls) comes out as it came in.
"""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from ..domain.errors import UserError
from ..reading.sources.workbook import checked_parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_TYPES = "[Content_Types].xml"
_CHAIN = "xl/calcChain.xml"


def tag(name: str) -> str:
    """Return a name of the main namespace as lxml writes it."""
    return f"{{{MAIN}}}{name}"


class Package:
    """The parts of one workbook. Raises UserError when it is none, damaged, hostile or protected by a password."""

    def __init__(self, data: bytes, name: str) -> None:
        self._parts = dict(checked_parts(data, name))
        if _WORKBOOK not in self._parts or _RELATIONS not in self._parts:
            raise UserError(f"“{name}”不是常见的 .xlsx 工作簿，请在 Excel/WPS 里另存为 .xlsx 再用。")
        self._data = data
        self._trees: dict[str, Any] = {}
        self._read: dict[str, bytes] = {}
        self._dropped: set[str] = set()

    def tree(self, part: str) -> Any:
        """Return the root element of a part; what is changed in it is written."""
        from lxml import etree

        if part not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            self._trees[part] = etree.fromstring(self._parts[part], parser)
            self._read[part] = etree.tostring(self._trees[part])
        return self._trees[part]

    @property
    def workbook(self) -> Any:
        """The root element of the workbook's own part."""
        return self.tree(_WORKBOOK)

    def sheets(self) -> dict[str, str]:
        """Return the names of all sheets with their parts, in order."""
        targets = {relation.get("Id"): relation.get("Target") for relation in self.tree(_RELATIONS)}
        found = {}
        for sheet in self.workbook.iter(tag("sheet")):
            target = targets.get(sheet.get(f"{{{_RELATION}}}id"), "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if part in self._parts and "worksheets/" in part:
                found[sheet.get("name")] = part
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that belong to a part as its `table`, `drawing` and so on."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self._parts:
            return []
        targets = (
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target"))).lstrip("/")
            for relation in self.tree(relations)
            if relation.get("Type", "").endswith(f"/{kind}")
        )
        return [target for target in targets if target in self._parts]

    def calculate_anew(self) -> None:
        """Have the spreadsheet compute all formulas when it opens the file; the old order of computing is dropped."""
        from lxml import etree

        properties = self.workbook.find(tag("calcPr"))
        if properties is None:
            properties = etree.Element(tag("calcPr"))
            before = ("definedNames", "externalReferences", "functionGroups", "sheets")
            last = next(found for name in before if (found := self.workbook.find(tag(name))) is not None)
            last.addnext(properties)
        properties.set("fullCalcOnLoad", "1")
        self._dropped.add(_CHAIN)
        for part in (_RELATIONS, _TYPES):
            for entry in list(self.tree(part)):
                if (entry.get("Target") or entry.get("PartName") or "").endswith("calcChain.xml"):
                    entry.getparent().remove(entry)

    def write(self, path: Path) -> None:
        """Write the file. Raises OSError when it cannot be written."""
        from lxml import etree

        with (
            zipfile.ZipFile(BytesIO(self._data)) as source,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for entry in source.infolist():
                if entry.filename in self._dropped:
                    continue
                content = source.read(entry)
                root = self._trees.get(entry.filename)
                if root is not None and etree.tostring(root) != self._read[entry.filename]:
                    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                target.writestr(entry, content)
