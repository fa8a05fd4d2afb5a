/** What an earlier version of the program remembered of an agreement cannot be gone on from. */
export class StateDoesNotFit extends Error {
  constructor(field: string) {
    super(`what an earlier version of the program remembered of it does not fit this one (${field})`);
  }
}

/**
 * A stored state as this version of the template goes on from it: a field that the stored one does not know begins as `initial` has it,
 * one that the template no longer has stays and is read by nobody. Throws StateDoesNotFit where a field is of another kind than it begins
 * as, or a list of fixed places has another length. What begins as null may be anything: that such a field never becomes another kind of
 * thing under its old name is held to by the recorded kinds (`test/rules/state-kinds`).
 */
export function remembered(state: unknown, initial: unknown): unknown {
  const misfit = misfitIn(state, initial, '');
  if (misfit !== null) throw new StateDoesNotFit(misfit);
  if (!isRecord(state) || !isRecord(initial)) return state;
  for (const key in initial) if (!(key in state)) return { ...initial, ...state };
  return state;
}

/** The path of the first thing that does not fit; null: everything fits. */
function misfitIn(state: unknown, initial: unknown, path: string): string | null {
  if (initial === null || state === null) return null;
  if (kindOf(state) !== kindOf(initial)) return path;
  // A list that begins with places has one for each thing that the template knows of.
  if (Array.isArray(initial)) return initial.length > 0 && (state as unknown[]).length !== initial.length ? path : null;
  if (!isRecord(state) || !isRecord(initial)) return null;
  for (const key in initial) {
    const misfit = key in state ? misfitIn(state[key], initial[key], path === '' ? key : `${path}.${key}`) : null;
    if (misfit !== null) return misfit;
  }
  return null;
}

/** `null`, `list`, `record`, `number`, `string` or `boolean`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'record' : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return kindOf(value) === 'record';
}
