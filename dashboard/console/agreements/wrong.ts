import type { ApiProblem } from '../../shared/api/problem.ts';
import { type Params, valueAt } from './values.ts';

/** What the gateway found wrong, by the path of the parameter (`window.from`); a fault inside a list is one of the list. */
export function wrongFields(problem: ApiProblem): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, message } of problem.errors) {
    const inside = /(?:^|\.)params\.(.+)$/.exec(path)?.[1];
    if (inside === undefined) continue;
    const [whole = inside] = inside.split(/\.(?=\d)/);
    found.set(whole, whole === inside ? message : `${inside.slice(whole.length + 1)}: ${message}`);
  }
  return found;
}

/** Paths of values that were emptied and have to be given. */
export function emptied(own: Params, above = ''): string[] {
  return Object.keys(own).flatMap((key): string[] => {
    const value = valueAt(own, key);
    if (value === '') return [above + key];
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? emptied(value as Params, `${above}${key}.`) : [];
  });
}
