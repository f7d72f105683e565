"""Marks a PDF's parts in reading order for those who hear it: headings, paragraphs, a table row as one."""

from __future__ import annotations

from typing import Any, Final

ROLES: Final = ("H1", "H2", "P")


class Tags:
    """Collects the structure tree while pages are drawn; equal consecutive tags on a page are one element."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._pages: list[list[str]] = []
        self._open: str | None = None

    def open_page(self) -> None:
        """A new page with its own numbering of marks."""
        self._pages.append([])
        self._open = None

    def mark(self, body: list[str], tag: str) -> None:
        """Says what the text that follows is: a role, with `#n` behind it to tell neighbours apart."""
        if tag == self._open:
            return
        self.close(body)
        role = tag.partition("#")[0]
        if role in ROLES:
            body.append(f"/{role} <</MCID {len(self._pages[-1])}>> BDC")
            self._pages[-1].append(role)
        else:
            body.append("/Artifact BMC")
        self._open = tag

    def close(self, body: list[str]) -> None:
        """Ends the element being marked."""
        if self._open is not None:
            body.append("EMC")
        self._open = None

    def finish(self) -> None:
        """Writes the structure tree into the file's catalogue; reportlab itself knows none."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference

        document = self._canvas._doc
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root_ref = document.Reference(root, "structure-root")
        whole = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName("Document"), "P": root_ref})
        whole_ref = document.Reference(whole, "structure-document")
        kids: list[Any] = []
        parents: list[Any] = []
        for number, roles in enumerate(self._pages):
            page = {"Type": PDFName("StructElem"), "P": whole_ref, "Pg": PDFObjectReference(f"Page{number + 1}")}
            mine = [
                document.Reference(PDFDictionary({**page, "S": PDFName(role), "K": mark}), f"structure-{number}-{mark}")
                for mark, role in enumerate(roles)
            ]
            kids += mine
            parents += [number, document.Reference(PDFArray(mine), f"structure-page-{number}")]
            self._number(document.Pages.pages[number], number)
        whole.dict["K"] = PDFArray(kids)
        root.dict["K"] = whole_ref
        root.dict["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(parents)}), "structure-parents")
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    @staticmethod
    def _number(page: Any, number: int) -> None:
        """Gives a page its key in the parent tree."""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = number
        from reportlab.pdfbase.pdfdoc import PDFName

        page.Tabs = PDFName("S")
