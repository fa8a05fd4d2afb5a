import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { terminalOn } from './terminal.ts';

let database: FreshDatabase;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'hearthline-authoring-'));
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const { admin } = terminalOn(() => database);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

it('scenario check says what is right, and needs no database', async () => {
  const path = file('good.yaml', 'template: fridge\napprovedBy: Dr Amin\n');
  expect(await admin(['scenario', 'check', path])).toEqual({ code: 0, out: 'scenarios: 1\nfaults: 0\n', err: '' });
  expect(await admin(['scenario', 'check', '-'], '{"template":"fridge","approvedBy":"Dr Amin"}')).toMatchObject({ code: 0 });
});

it('scenario check names file, line and reason', async () => {
  const path = file('bad.yaml', 'template: fridge\napprovedBy: Dr Amin\nparams:\n  window: { from: "7", to: "10:00" }\n  colour: blue\n');
  const { code, out, err } = await admin(['scenario', 'check', path]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toBe(
    `${path}:4: params.window.from: must be a time of day as HH:MM, 24-hour\n${path}:5: params: Unrecognized key: "colour"\n`,
  );
  const json = await admin(['scenario', 'check', path, '--json']);
  expect(json.code).toBe(2);
  expect(JSON.parse(json.out).faults[0]).toMatchObject({ line: 4, path: 'params.window.from' });
});

it('scenario check of a file that says it is JSON', async () => {
  const path = file('scenario.json', 'template: fridge\napprovedBy: Dr Amin\n');
  expect((await admin(['scenario', 'check', path])).err).toContain(`${path}:1: is not JSON`);
});

it('scenario check of a file that is not there', async () => {
  const { code, err } = await admin(['scenario', 'check', join(folder, 'none.yaml')]);
  expect([code, err]).toEqual([2, `hearthline admin: file: ${join(folder, 'none.yaml')} cannot be read (ENOENT)\n`]);
});

it('scenario schema prints it', async () => {
  const { code, out } = await admin(['scenario', 'schema']);
  expect(code).toBe(0);
  expect(JSON.parse(out).$defs.fridge.title).toBe('Fridge not opened at mealtime');
});

it('scenario summary prints the page, and says when there is no such patient', async () => {
  const enrolment = { home: { address: '1 Long Lane' }, patients: [{ id: 'kathleen', givenName: 'Kathleen', familyName: 'Hart' }] };
  expect((await admin(['enrol', '-'], JSON.stringify(enrolment))).code).toBe(0);
  const { code, out } = await admin(['scenario', 'summary', 'kathleen']);
  expect(code).toBe(0);
  expect(out).toMatch(/^<!doctype html>/);
  expect(out).toContain('A press of the help button calls the care centre at once');
  expect(await admin(['scenario', 'summary', 'nobody'])).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('there is no such patient'),
  });
});
