import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** One file of ours, as the architecture test sees it. */
export interface Source {
  /** From the root, with forward slashes: `rules/model/time.ts`. */
  readonly path: string;
  readonly text: string;
  /** Line by line without comments, so that a word in a sentence is not taken for code. */
  readonly code: readonly string[];
  readonly imports: readonly Import[];
}

export interface Import {
  readonly line: number;
  /** Ours: the path from the root. Otherwise the package (`zod`, `@scope/name`) or `node:fs`. */
  readonly target: string;
  readonly ours: boolean;
  /** `import type`: gone at run time. */
  readonly typeOnly: boolean;
}

const folders = ['rules', 'gateway', 'dashboard', 'device-sim', 'test'];
const leftOut = new Set(['node_modules', 'dist', 'public']);
const kinds = /\.(ts|tsx|sql|css|scss|html)$/;

function list(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : list(root, path);
    return kinds.test(entry.name) ? [path] : [];
  });
}

/** Comments become blanks of the same lines. Good enough for our own style: no `//` inside a regular expression or JSX text. */
function withoutComments(text: string): string {
  return text.replace(
    /('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g,
    (found, quoted: string | undefined) => quoted ?? found.replace(/[^\n]/g, ''),
  );
}

const importPattern =
  /\b(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)(\.\w)?/g;

function importsOf(path: string, code: string): Import[] {
  return [...code.matchAll(importPattern)].map((match) => {
    const spoken = match[2] ?? match[3] ?? '';
    const ours = spoken.startsWith('.');
    const [first = '', second = ''] = spoken.split('/');
    const named = spoken.startsWith('@') ? `${first}/${second}` : first;
    return {
      line: code.slice(0, match.index).split('\n').length,
      target: ours ? posix.join(posix.dirname(path), spoken) : named,
      ours,
      typeOnly: match[1] !== undefined || match[4] !== undefined,
    };
  });
}

function read(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const script = /\.tsx?$/.test(path);
  const code = script ? withoutComments(text) : text;
  return { path, text, code: code.split('\n'), imports: script ? importsOf(path, code) : [] };
}

/** Every source file below `root` (an absolute path). */
export function readSources(root: string): Source[] {
  return folders.flatMap((folder) => list(root, folder)).map((path) => read(root, path));
}

/** Places where `pattern` stands in code, as `path:line: text`. */
export function occurrences(sources: readonly Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ path, code }) =>
    code.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}
