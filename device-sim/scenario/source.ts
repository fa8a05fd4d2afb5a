import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';

/** What is wrong in a scenario file, and on which line; the first is 1. */
export interface Fault {
  readonly line: number;
  readonly message: string;
}

export interface Source {
  readonly value: unknown;
  /** The line of what stands there, or of the nearest thing around it. */
  lineOf(path: readonly (string | number)[]): number;
}

/** A text in YAML, and so also in JSON; the faults of one that is neither. */
export function readSource(text: string): Source | readonly Fault[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core' });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return faults.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, message }));
  return { value: document.toJS({ maxAliasCount: 100 }), lineOf: (path) => lines.linePos(offsetOf(document, path)).line || 1 };
}

/** A value begins with its key, which is what a person looks for. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const around = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const named = isMap(around) ? around.items.find((one) => isScalar(one.key) && one.key.value === key)?.key : null;
    const node = isNode(named) ? named : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
