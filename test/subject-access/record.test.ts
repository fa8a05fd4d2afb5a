import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personRecord } from '../../gateway/store/person-record.ts';
import { notOfOnePerson, personTables } from '../../gateway/store/person-tables.ts';
import { recordPage } from '../../gateway/subject-access/record-page.ts';
import { sections } from '../../gateway/subject-access/sections.ts';
import { terminalOn } from '../admin/terminal.ts';
import { type HttpFixture, httpFixture, startAt } from '../http/fixture.ts';
import { enrolKathleen } from '../http/home.ts';
import { patience } from '../support/patience.ts';

let http: HttpFixture;
const folder = mkdtempSync(join(tmpdir(), 'hearthline-record-'));
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
  const { pool } = http.database;
  await pool.query(
    `insert into observation (source, observed_at, key, kind, value, received_at, patient_id, home_id, provenance, snapshot, seq)
     select 'watch', $1::timestamptz + i * interval '12 hours', i::text, 'heart-rate', to_json(60 + i), $1, 'kathleen', 'long-lane', 'device', false, i
       from generate_series(0, 3) as i`,
    [new Date(startAt)],
  );
  const alert = {
    reason: 'Button pressed',
    outcome: { code: 'reassurance' },
    attempts: [{ channels: [{ kind: 'email', address: 'm@example.org' }] }],
  };
  await pool.query(
    `insert into alert (id, patient_id, scenario_id, status, severity, level, opened_at, closed_at, version, state, seq)
     values ('k-sos.1', 'kathleen', 'k-sos', 'closed', 'high', 'coordination', $1, $1, 1, $2, 1)`,
    [new Date(startAt), JSON.stringify(alert)],
  );
  const entry = { n: 1, at: startAt, type: 'fate', text: 'The server refused <m@example.org>', actor: null, lateMs: null };
  await pool.query(`insert into alert_timeline (alert_id, n, at, type, entry, hash) values ('k-sos.1', 1, $1, 'fate', $2, 'x')`, [
    new Date(startAt),
    JSON.stringify(entry),
  ]);
});
afterAll(async () => {
  await http?.close();
  rmSync(folder, { recursive: true, force: true });
});

const exported = async (form: string) => http.ask('manager', 'POST', '/api/patients/kathleen/exports', { form });
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the record of one person', () => {
  it('leaves out no table of the schema without a reason', async () => {
    const { rows } = await http.database.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    const undecided = rows.filter(({ name }) => !(name in personTables) && !(name in notOfOnePerson));
    expect(undecided, 'add it to gateway/store/person-tables.ts').toEqual([]);
    expect(Object.keys(sections).toSorted()).toEqual(Object.keys(personTables).toSorted());
  });

  it('is handed over with no secret', async () => {
    const { rows } = await http.database.pool.query<{ place: string }>(
      `select table_name || '.' || column_name as place from information_schema.columns
        where table_schema = 'public' and column_name ~ 'secret|sha256|token|password|otp|backup|p256dh|challenge|private'`,
    );
    const without: Readonly<Record<string, readonly string[] | undefined>> = Object.fromEntries(
      Object.entries(personTables).map(([table, chosen]) => [table, 'without' in chosen ? chosen.without : []]),
    );
    const told = rows.filter(({ place }) => {
      const [table, column] = place.split('.') as [string, string];
      return without[table] !== undefined && !without[table].includes(column);
    });
    expect(told).toEqual([]);
  });

  it('has a column of the page for each field that the page names', async () => {
    const { rows } = await http.database.pool.query<{ place: string }>(
      `select table_name || '.' || column_name as place from information_schema.columns where table_schema = 'public'`,
    );
    const known = new Set(rows.map(({ place }) => place));
    const named = Object.entries(sections).flatMap(([table, { columns }]) =>
      Object.values(columns).map(
        (field) => `${table}.${field.split('.')[0]!.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
      ),
    );
    expect(named.filter((place) => !known.has(place) && place !== 'home.locality')).toEqual([]);
  });
});

describe('the file for machines', () => {
  it('says what it is, holds every row as it is stored, and says that it is whole', async () => {
    const answer = await exported('lines');
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'application/x-ndjson; charset=utf-8',
      'no-store',
    ]);
    const lines = linesOf(answer.body);
    expect(lines[0]).toMatchObject({ format: 'hearthline-personal-record', version: 1, patientId: 'kathleen' });
    expect(lines.at(-1)).toEqual({ end: true, rows: lines.length - 2 });
    const of = (table: string) => lines.filter((line) => line.table === table).map(({ row }) => row);
    expect(of('patient')).toMatchObject([{ id: 'kathleen', nhsNumber: '9990000050', givenName: 'Kathleen' }]);
    expect(of('observation')).toMatchObject([60, 61, 62, 63].map((value) => ({ source: 'watch', kind: 'heart-rate', value })));
    expect(of('device').map(({ id }) => id)).toEqual(['fridge', 'watch']);
    expect(of('scenario').length).toBeGreaterThanOrEqual(2);
    expect(of('audit').map(({ action }) => action)).toContain('patient.export');
  });

  it('names a contact and withholds their address, wherever it stands', async () => {
    const { body } = await exported('lines');
    expect(body).toContain('Mary');
    expect(body).not.toContain('m@example.org');
    expect(body).toContain('The server refused <withheld>');
  });

  it('says nothing of somebody else', async () => {
    const other = { id: 'albert', homeId: 'long-lane', givenName: 'Albert', familyName: 'Other', zone: 'Europe/London' };
    expect((await http.ask('administrator', 'POST', '/api/patients', other)).statusCode).toBe(201);
    expect((await exported('lines')).body).not.toContain('Albert');
  });
});

describe('the page', () => {
  it('tells in plain words and local time, with a table of contents, and runs nothing', async () => {
    const answer = await exported('page');
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('<a href="#alert">Alerts</a>');
    expect(answer.body).toContain('<td>12 January 2026 at 06:00</td><td>Button pressed</td>');
    expect(answer.body).toContain('<td>2026-01-12</td><td>Heart rate</td><td>2</td><td>60 to 61 a minute</td>');
    expect(answer.body).toContain('This is the end of the record.');
    expect(answer.body).not.toMatch(/<script|m@example\.org/);
  });

  it('escapes what people entered', async () => {
    await http.database.pool.query(`update patient set summary = '<script>alert(1)</script>' where id = 'kathleen'`);
    expect((await exported('page')).body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('a copy', () => {
  it('is for a manager to give, and is written down', async () => {
    for (const role of ['clinician', 'administrator', 'patient'] as const)
      expect((await http.ask(role, 'POST', '/api/patients/kathleen/exports', { form: 'page' })).statusCode).toBe(403);
    await exported('page');
    const { rows } = await http.database.pool.query(
      `select actor, detail from audit where action = 'patient.export' and patient_id = 'kathleen' order by id desc limit 1`,
    );
    expect(rows).toEqual([{ actor: `user:${http.userIds.manager}`, detail: { form: 'page' } }]);
  });

  it('of nobody is refused', async () => {
    expect((await http.ask('manager', 'POST', '/api/patients/nobody/exports', { form: 'page' })).statusCode).toBe(404);
    await expect(personRecord(http.database.pool, 'nobody').next()).rejects.toThrow('there is no such patient');
  });

  it('ends its transaction where the reader goes away', async () => {
    for await (const { table } of personRecord(http.database.pool, 'kathleen')) if (table === 'home') break;
    expect(http.database.pool.idleCount).toBe(http.database.pool.totalCount);
  });

  it('is written by the command line, for its owner only', async () => {
    const { json, admin } = terminalOn(() => http.database);
    const { page, lines } = await json(['patient', 'export', 'kathleen', '--to', join(folder, 'kathleen')]);
    expect([page, lines].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
    expect(linesOf(readFileSync(lines, 'utf8')).at(-1)).toMatchObject({ end: true });
    expect(readFileSync(page, 'utf8')).toContain('What is stored about Kathleen Example');
    const wrong = await admin(['patient', 'export', 'nobody', '--to', folder]);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('no such patient')]);
  });

  it(
    'of a year of readings takes no more memory than one of a week',
    async () => {
      const { pool } = http.database;
      await pool.query(
        `insert into observation (source, observed_at, key, kind, value, received_at, patient_id, home_id, provenance, snapshot, seq)
         select 'watch', $1::timestamptz - i * interval '25 minutes', 'y' || i, 'heart-rate', to_json(60 + i % 40), $1, 'kathleen', 'long-lane', 'device', false, i
           from generate_series(1, 21000) as i`,
        [new Date(startAt)],
      );
      let most = 0;
      let bytes = 0;
      for await (const piece of recordPage(personRecord(pool, 'kathleen'), startAt)) {
        most = Math.max(most, piece.length);
        bytes += piece.length;
      }
      expect(most).toBeLessThan(1_000_000);
      expect(bytes).toBeLessThan(2_000_000);
      let largest = 0;
      for await (const { rows } of personRecord(pool, 'kathleen')) largest = Math.max(largest, rows.length);
      expect(largest).toBe(1_000);
    },
    4 * patience.timeout,
  );
});
