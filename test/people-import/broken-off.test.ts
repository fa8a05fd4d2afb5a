import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PatientImportLine, PatientImportReport } from '../../gateway/contract/patient-imports.ts';
import { isNhsNumber } from '../../gateway/contract/people.ts';
import { type HttpFixture, httpFixture } from '../http/fixture.ts';
import { patience } from '../support/patience.ts';

/* A file of 5,000 people, taken in by a process that is killed in the middle, and sent again. */
let http: HttpFixture;
let folder: string;
beforeAll(async () => {
  http = await httpFixture();
  folder = mkdtempSync(join(tmpdir(), 'hearthline-people-'));
});
afterAll(async () => {
  await http?.close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = 5_000;
/** Rows with a fault, by their line in the file. */
const faults: Readonly<Record<number, readonly [column: string, change: (row: string[]) => string[]]>> = {
  40: ['nhsNumber', ([_, ...rest]) => ['9990000000', ...rest]],
  1700: ['familyName', ([nhs, given, , address]) => [nhs!, given!, '', address!]],
  4999: ['address', (row) => row.with(3, '')],
};

/** NHS numbers from the range that is kept for tests, in their order. */
function* nhsNumbers(): Generator<string> {
  for (let n = 9_990_000_000; ; n += 1) if (isNhsNumber(String(n))) yield String(n);
}

function fileOfPeople(): string {
  const numbers = nhsNumbers();
  const lines = Array.from({ length: rows }, (_, n) => {
    const row = [numbers.next().value as string, 'Ann', `Of ${n}`, `${n} Long Lane`];
    const line = n + 2;
    return (faults[line]?.[1](row) ?? row).join(',');
  });
  return ['nhsNumber,givenName,familyName,address', ...lines].join('\n');
}

const url = '/api/patient-imports';
const latest = async () => (await http.ask('manager', 'GET', url)).json<PatientImportLine[]>()[0];
const enrolled = async () =>
  Number((await http.database.pool.query("select count(*) as n from patient where id <> 'unknown-caller'")).rows[0].n);

it('says after how many it broke off, and goes on when it is sent again: nobody is missing and nobody twice', async () => {
  const file = join(folder, 'people.csv');
  const text = fileOfPeople();
  writeFileSync(file, text);
  const { PATH, HOME } = process.env;
  const main = join(import.meta.dirname, '../../gateway/admin/main.ts');
  const admin = spawn(process.execPath, [main, 'people', 'import', file], {
    env: { PATH, HOME, DATABASE_URL: http.database.url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exit = once(admin, 'exit');
  await expect.poll(enrolled, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0);
  admin.kill('SIGKILL');
  await exit;

  await expect.poll(async () => (await latest())?.underWay, patience).toBe(false);
  const broken = await latest();
  const there = await enrolled();
  expect([broken?.finishedAt, broken?.added]).toEqual([null, there]);
  expect(there).toBeLessThan(rows - 3);

  const payload = { payload: text, headers: { 'content-type': 'text/csv' } };
  const again = (await http.ask('administrator', 'POST', url, undefined, payload)).json<PatientImportReport>();
  expect(again).toMatchObject({ rows, alreadyThere: there, added: rows - 3 - there, refusedRows: 3, underWay: false });
  expect(again.refused.map(({ row, column }) => [row, column])).toEqual(
    Object.entries(faults).map(([row, [column]]) => [Number(row), column]),
  );
  expect(again.refused.every(({ message }) => message !== '')).toBe(true);
  expect(await enrolled()).toBe(rows - 3);
}, 180_000);
