import {
  type ColumnDef,
  createSortedRowModel,
  FlexRender,
  rowSortingFeature,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { tableRoles } from './table-roles.ts';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { text: sortFn_text, basic: sortFn_basic },
});

/** A column of a DataTable: `header` is a string, and is also the label of the cell on a narrow screen. */
export type Column<Row extends object> = ColumnDef<typeof features, Row, unknown> & { header: string };

/**
 * A table with columns that can be sorted by their heading. On a narrow screen each row becomes a block of labelled values;
 * the roles are written out because browsers drop a table's own roles when it is laid out otherwise.
 */
export function DataTable<Row extends object>(props: {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  sortable?: boolean;
}) {
  const table = useTable({
    features,
    columns: props.columns,
    data: props.rows as Row[],
    getRowId: props.rowId,
    enableSorting: props.sortable ?? false,
    enableSortingRemoval: false,
  });
  return (
    <table {...tableRoles.table} className="data-table" aria-label={props.caption}>
      <thead {...tableRoles.rowGroup}>
        {table.getHeaderGroups().map((group) => (
          <tr {...tableRoles.row} key={group.id}>
            {group.headers.map((header) => {
              const sorted = header.column.getIsSorted();
              return (
                <th
                  {...tableRoles.columnHeader}
                  key={header.id}
                  aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : undefined}
                >
                  {header.column.getCanSort() ? (
                    <button type="button" className="data-table__sort" onClick={header.column.getToggleSortingHandler()}>
                      <FlexRender header={header} />
                      <span aria-hidden="true">{sorted ? (sorted === 'asc' ? ' ▲' : ' ▼') : ''}</span>
                    </button>
                  ) : (
                    <FlexRender header={header} />
                  )}
                </th>
              );
            })}
          </tr>
        ))}
      </thead>
      <tbody {...tableRoles.rowGroup}>
        {table.getRowModel().rows.map((row) => (
          <tr {...tableRoles.row} key={row.id}>
            {row.getAllCells().map((cell) => (
              <td {...tableRoles.cell} key={cell.id} data-label={String(cell.column.columnDef.header)}>
                <FlexRender cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
