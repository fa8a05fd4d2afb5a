import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One of our documents. */
export interface Document {
  /** From the root: `docs/guide/family.md`. */
  readonly path: string;
  readonly text: string;
}

/** Every document below `root`: those at the root and all below docs. */
export function readDocuments(root: string): Document[] {
  const top = readdirSync(root).filter((name) => name.endsWith('.md'));
  const below = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`);
  return [...top, ...below].sort().map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** The cells of the table with this head line, row by row. Throws when there is no such table. */
export function tableUnder(text: string, head: string): string[][] {
  const lines = text.split('\n');
  const at = lines.indexOf(head);
  if (at < 0) throw new Error(`there is no table with the head ${head}`);
  const rows = lines.slice(at + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? rows.length : end).map((row) =>
    row
      .slice(1, row.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** The anchors of a document's headings, as GitHub makes them, and those written out. */
export function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
  const written = [...text.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]!);
  return new Set([...headings, ...written]);
}

/** Tests that a document names as proof: `test/x.test.ts` “name”, “another name”. */
export function testsNamed(text: string): { readonly file: string; readonly names: readonly string[] }[] {
  return [...text.matchAll(/`(test\/[^`]+\.ts)`((?:,? ?“[^”]+”)*)/g)].map((match) => ({
    file: match[1]!,
    names: [...match[2]!.matchAll(/“([^”]+)”/g)].map((quoted) => quoted[1]!),
  }));
}
