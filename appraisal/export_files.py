"""The file of an export: one sheet or CSV per table, with the chosen columns; JSON where another system takes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from appraisal import tabular
from appraisal.export_kinds import CHUNK, Asked, Column, Kind, Sheet
from appraisal.tabular import Cell

T = TypeVar("T")


@dataclass
class Writing:
    """One export on its way into a folder; `told` hears after every few hundred rows how many are done."""

    kind: Kind
    asked: Asked
    columns: Collection[str] = ()
    told: Callable[[int], None] = lambda _rows: None
    rows: int = field(default=0, init=False)

    def write(self, folder: Path, form: str) -> Path:
        """The file; several tables as CSV are a ZIP of them."""
        name = "-".join([self.kind.key, *([str(self.asked.period.year)] if self.asked.period else [])])
        path = folder / f"{name}.{form}"
        match form:
            case "xlsx":
                tabular.write_xlsx(path, ((sheet.name, *self._table(sheet)) for sheet in self.kind.sheets))
            case "csv":
                path = self._csv(folder, name)
            case _:
                tabular.write_json(path, self._counted(self._records()))
        self.told(self.rows)
        return path

    def _csv(self, folder: Path, name: str) -> Path:
        made = []
        for sheet in self.kind.sheets:
            made.append(folder / f"{name}{sheet.suffix}.csv")
            tabular.write_csv(made[-1], *self._table(sheet))
        return made[0] if len(made) == 1 else tabular.zipped(folder / f"{name}.zip", made)

    def _table(self, sheet: Sheet) -> tuple[list[str], Iterator[list[Cell]]]:
        shown = self.kind.shown(sheet, self.columns)
        return [column.heading for column in shown], self._counted(_cells(shown, sheet.rows(self.asked)))

    def _records(self) -> Iterable[dict[str, object]]:
        return self.kind.records(self.asked) if self.kind.records else ()

    def _counted(self, rows: Iterable[T]) -> Iterator[T]:
        for row in rows:
            yield row
            self.rows += 1
            if not self.rows % CHUNK:
                self.told(self.rows)


def _cells(shown: Sequence[Column], rows: Iterable[object]) -> Iterator[list[Cell]]:
    return ([column.cell(row) for column in shown] for row in rows)
