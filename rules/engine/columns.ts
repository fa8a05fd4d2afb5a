/** The column with a new value at a place: a copy, unless it is one of the writer's own already. */
export function written<T>(column: readonly T[], before: readonly T[], place: number, value: T): readonly T[] {
  const own = (column === before ? column.slice() : column) as T[];
  own[place] = value;
  return own;
}
