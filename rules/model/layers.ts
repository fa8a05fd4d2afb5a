import type { EscalationPlan, Severity } from './alert.ts';

/** Parameters as they are given: plain JSON, waits as ISO 8601. */
export type RawParams = Readonly<Record<string, unknown>>;

/** What one party says about an agreement; whatever it leaves out is as the layer below has it. */
export interface Layer {
  /** Who set it, for sentences: "South locality, version 2, approved by Dr Shah on 3 May 2026". */
  readonly source: string;
  readonly params: RawParams;
  readonly plan: EscalationPlan | null;
  readonly severity: Severity | null;
}

export interface Merged {
  readonly params: RawParams;
  /** null: no layer says so; the template's own. */
  readonly plan: EscalationPlan | null;
  readonly severity: Severity | null;
  /** Who set each value, by its path (`window.from`, `plan`, `severity`). */
  readonly sources: Readonly<Record<string, string>>;
}

/** One value of an agreement, by its path. */
export type Leaf = readonly [path: string, value: unknown];

function isNested(value: unknown): value is RawParams {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * `over` laid upon `under`, key by key down to the values; a list is one value. Neither is changed. `under` itself where nothing is said.
 * Built from entries, so that a key such as `__proto__` is a key like any other and is refused with the rest of what is unknown.
 */
export function mergeParams(under: RawParams, over: RawParams): RawParams {
  const keys = Object.keys(over);
  if (keys.length === 0) return under;
  const merged = new Map(Object.entries(under));
  for (const key of keys) {
    const [below, above] = [merged.get(key), over[key]];
    merged.set(key, isNested(below) && isNested(above) ? mergeParams(below, above) : above);
  }
  return Object.fromEntries(merged);
}

/** Every value with its path, in the order in which they are written. */
export function leavesOf(params: RawParams, above = ''): Leaf[] {
  return Object.entries(params).flatMap(([key, value]): Leaf[] => {
    const path = above + key;
    return isNested(value) && Object.keys(value).length > 0 ? leavesOf(value, `${path}.`) : [[path, value]];
  });
}

/**
 * Layers merged, the outermost first: a later one changes what an earlier one says. Plan and severity are values as a whole.
 * Pure; the same layers give equal results.
 */
export function mergeLayers(layers: readonly Layer[]): Merged {
  let params: RawParams = {};
  let plan: EscalationPlan | null = null;
  let severity: Severity | null = null;
  const setBy = new Map<string, string>();
  for (const layer of layers) {
    params = mergeParams(params, layer.params);
    for (const [path] of leavesOf(layer.params)) setBy.set(path, layer.source);
    if (layer.plan) setBy.set('plan', layer.source);
    if (layer.severity) setBy.set('severity', layer.source);
    plan = layer.plan ?? plan;
    severity = layer.severity ?? severity;
  }
  const paths = leavesOf(params).map(([path]) => path);
  if (plan) paths.push('plan');
  if (severity) paths.push('severity');
  // A value that was replaced as a whole has taken its parts with it.
  const sources = Object.fromEntries(paths.flatMap((path) => (setBy.has(path) ? [[path, setBy.get(path)!]] : [])));
  return { params, plan, severity, sources };
}
