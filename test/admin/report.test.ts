import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { pdfTexts } from '../support/pdf-text.ts';
import { terminalOn } from './terminal.ts';

let database: FreshDatabase;
const folder = mkdtempSync(join(tmpdir(), 'hearthline-report-'));
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});
const { admin, json } = terminalOn(() => database);

it('the report of a month is written to a file', async () => {
  const out = join(folder, 'january.csv');
  expect(await json(['report', 'month', '2026-01', '--out', out])).toMatchObject({
    month: '2026-01',
    days: 0,
    enoughData: false,
    file: out,
  });
  expect(readFileSync(out, 'utf8').split('\r\n')[0]).toBe('section,name,measured,value,of,target,verdict,source');
});

it('or to be printed, as the name of the file says', async () => {
  const out = join(folder, 'january.pdf');
  expect(await json(['report', 'month', '2026-01', '--out', out])).toMatchObject({ file: out });
  expect(pdfTexts(readFileSync(out)).slice(0, 1)).toEqual(['Figures of January 2026']);
});

it.each([
  ['2026-13', 'january.csv', 'month: must be a month as YYYY-MM'],
  ['2999-01', 'january.csv', 'month: that month has not begun'],
  ['2026-01', 'january.txt', 'out: must end in .csv or .pdf'],
])('%s to %s is refused', async (month, file, said) => {
  const { code, err } = await admin(['report', 'month', month, '--out', join(folder, file)]);
  expect([code > 0, err]).toEqual([true, expect.stringContaining(said)]);
});
