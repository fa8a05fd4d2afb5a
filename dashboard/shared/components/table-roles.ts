/**
 * The roles of a table's parts, written out. Browsers drop or have dropped them when the parts are laid out as blocks or grids,
 * as ours are on narrow screens and in the worklist.
 */
export const tableRoles = {
  table: { role: 'table' },
  grid: { role: 'grid' },
  rowGroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnHeader: { role: 'columnheader' },
  cell: { role: 'cell' },
  gridCell: { role: 'gridcell' },
} as const;
