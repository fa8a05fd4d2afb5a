import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, type YAMLError } from 'yaml';

/** What is wrong in a file, and where: the first line is 1. */
export interface Fault {
  readonly line: number;
  /** Empty for the file as a whole, else like `params.window.from`. */
  readonly path: string;
  readonly message: string;
}

type Path = readonly (string | number)[];

/** A YAML or JSON text: its value, and the line on which anything in it stands. JSON is YAML, so one reader serves both. */
export interface SourceText {
  readonly value: unknown;
  /** The line of what stands at `path`, or of the nearest thing around it that is there. `key`: of that key in it. */
  lineOf(path: Path, key?: string): number;
}

/** A text that can be read has its value; the faults of any other say where. `json`: what YAML allows beyond JSON is a fault too. */
export function readSource(text: string, json: boolean): SourceText | readonly Fault[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2', schema: 'core' });
  const strict = json ? jsonFault(text) : null;
  if (strict) return [strict];
  const faults = [...document.errors, ...document.warnings].map((error) => syntaxFault(error, lines));
  if (faults.length > 0) return faults;
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), lineOf: (path, key) => lines.linePos(offsetOf(document, path, key)).line || 1 };
  } catch (error) {
    return [{ line: 1, path: '', message: (error as Error).message }];
  }
}

function syntaxFault({ pos, code, message }: YAMLError, lines: LineCounter): Fault {
  const said = code === 'MULTIPLE_DOCS' ? 'holds more than one document: put the scenarios into one list instead of between ---' : message;
  return { line: lines.linePos(pos[0]).line, path: '', message: said };
}

function jsonFault(text: string): Fault | null {
  const message = jsonError(text);
  if (message === null) return null;
  const told = /\(line (\d+) column/.exec(message)?.[1];
  return { line: told ? Number(told) : firstBadLine(text), path: '', message: `is not JSON: ${message}` };
}

function jsonError(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** An unexpected token comes without its place: it is on the first line with which the text is wrong and not merely cut off. */
function firstBadLine(text: string): number {
  const lines = text.split('\n');
  const bad = lines.findIndex((_, i) => jsonError(lines.slice(0, i + 1).join('\n'))?.startsWith('Unexpected token'));
  return bad < 0 ? lines.length : bad + 1;
}

/** Where something begins, by its key where it has one: a person looks for the name. */
function offsetOf(document: Document, path: Path, key: string | undefined): number {
  for (let length = path.length; length >= 0; length--) {
    const around = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!isNode(around)) continue;
    const named = length === path.length && key !== undefined ? keyOffset(around, key) : null;
    const own =
      length === 0
        ? null
        : keyOffset(length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true), path[length - 1]!);
    return named ?? own ?? around.range?.[0] ?? 0;
  }
  return 0;
}

function keyOffset(around: unknown, key: string | number): number | null {
  if (!isMap(around)) return null;
  const pair = around.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key));
  return pair && isScalar(pair.key) ? (pair.key.range?.[0] ?? null) : null;
}
