import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PatientImportReport } from '../../gateway/contract/patient-imports.ts';
import { beginImport, holdImports } from '../../gateway/store/patient-imports.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';

let http: HttpFixture;
beforeAll(async () => {
  http = await httpFixture();
  await http.ask('administrator', 'POST', '/api/localities', { id: 'north', kind: 'locality', name: 'North' });
});
afterAll(() => http?.close());

const url = '/api/patient-imports';
const send = (text: string, query = '') =>
  http.ask('administrator', 'POST', `${url}?fileName=people.csv${query}`, undefined, {
    payload: text,
    headers: { 'content-type': 'text/csv' },
  });
const rows = async (table: string, where = 'true') =>
  Number((await http.database.pool.query(`select count(*) as n from ${table} where ${where}`)).rows[0].n);

const header =
  'nhsNumber,givenName,familyName,household,address,locality,packs,contact1Name,contact1Relationship,contact1Mobile,contact1MayBeTold';
const file = [
  header,
  '999 000 0018,Joan,Price,h1,1 Long Lane,North,falls,Maureen,daughter,+447700900123,yes',
  '999 000 0026,Reg,Price,h1,,,,,,,',
  '999 000 0035,Alf,Green,,2 Long Lane,South,,,,,',
  '999 000 0034,Ada,Wood,,3 Long Lane,,dancing,,,,',
  '999 000 0042,Una,Hill,,,,,,,,',
].join('\n');

describe('a file of people', () => {
  it('is checked first, and nothing is written but the report', async () => {
    const answer = await send(file, '&checkOnly=true');
    expect(answer.statusCode).toBe(201);
    const report = answer.json<PatientImportReport>();
    expect(report).toMatchObject({
      checkedOnly: true,
      fileName: 'people.csv',
      by: 'A administrator',
      rows: 5,
      added: 2,
      homes: 1,
      refusedRows: 3,
    });
    expect(report.refused).toEqual([
      { row: 4, column: 'nhsNumber', message: 'is not a valid NHS number (ten digits with a check digit)' },
      { row: 5, column: 'packs', message: expect.stringContaining('names a pack that there is not; there are everyone, dementia-at-home') },
      { row: 6, column: 'address', message: 'is missing' },
    ]);
    expect(await rows('patient', "id <> 'unknown-caller'")).toBe(0);
  });

  it('is taken in: one home for the household, the contact may be told, agreements of the pack are drafts that raise nothing', async () => {
    const report = (await send(file)).json<PatientImportReport>();
    expect(report).toMatchObject({ checkedOnly: false, added: 2, alreadyThere: 0, homes: 1, refusedRows: 3 });
    expect(report.finishedAt).not.toBeNull();
    const { rows: people } = await http.database.pool.query<{ id: string; home: string; name: string }>(
      "select p.id, home_id as home, given_name as name from patient p where given_name in ('Joan', 'Reg') order by 3",
    );
    expect(new Set(people.map(({ home }) => home)).size).toBe(1);
    const { id } = people[0]!;
    const joan = (await http.ask('coordinator', 'GET', `/api/patients/${id}`)).json();
    expect(joan).toMatchObject({ localityName: 'North', contacts: [{ name: 'Maureen', mayBeTold: true, channelKinds: ['sms'] }] });
    // What everybody has is in force, and the pack's own terms for it are its next version.
    const inForce = http.pipeline.context(id)!.scenarios.map(({ template }) => template);
    expect(inForce.toSorted()).toEqual(['home-hazard', 'no-plan', 'silent-device', 'sos']);
    const drafts = joan.scenarios.filter((one: { status: string }) => one.status === 'draft');
    expect(drafts).toHaveLength(report.drafts);
    expect(drafts.map((one: { template: string; version: number }) => [one.template, one.version])).toContainEqual(['silent-device', 2]);
    expect(drafts.map((one: { template: string; version: number }) => [one.template, one.version])).toContainEqual(['fall', 1]);
  });

  it('sent again does nothing; whoever is new in a household moves in with the others', async () => {
    const before = await Promise.all(['patient', 'contact', 'scenario', 'home'].map((table) => rows(table)));
    expect((await send(file)).json()).toMatchObject({ added: 0, alreadyThere: 2, homes: 0, drafts: 0, refusedRows: 3 });
    expect(await Promise.all(['patient', 'contact', 'scenario', 'home'].map((table) => rows(table)))).toEqual(before);
    const more = `${file.split('\n').slice(0, 2).join('\n')}\n999 000 0050,Ivy,Price,h1,,,,,,,\n`;
    expect((await send(more)).json()).toMatchObject({ added: 1, alreadyThere: 1, homes: 0, refusedRows: 0 });
    expect(await rows('home')).toBe(before[3]);
  });

  it('says of a pack what needs an answer for each person, and does not make it up', async () => {
    const report = (await send(`${header}\n999 000 0069,Kit,Dale,,4 Long Lane,,dementia-at-home,,,,`)).json<PatientImportReport>();
    expect(report).toMatchObject({ added: 1, leftOut: [{ pack: 'Dementia at home', question: 'When is which medicine due?' }] });
  });

  it('keeps reports without what stood in the file, and gives the refused rows as CSV', async () => {
    const list = (await http.ask('manager', 'GET', url)).json<{ id: string; refusedRows: number }[]>();
    const { id } = list.find(({ refusedRows }) => refusedRows === 3)!;
    const csv = await http.ask('manager', 'GET', `${url}/${id}/refused`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.body.split('\r\n').slice(0, 2)).toEqual([
      'row,column,fault',
      '4,nhsNumber,"is not a valid NHS number (ten digits with a check digit)"',
    ]);
    const { rows: kept } = await http.database.pool.query('select i::text as row from patient_import i');
    expect(JSON.stringify(kept)).not.toMatch(/Joan|Alf|9990000|0035|Long Lane/);
    expect(http.logged.join()).not.toMatch(/Joan|Alf|9990000|Long Lane/);
    expect((await http.ask('manager', 'GET', `${url}/none`)).statusCode).toBe(404);
  });

  it('refuses the row of an id that somebody else has, and writes the others of the same batch', async () => {
    const own = 'id,nhsNumber,givenName,familyName,address';
    await send(`${own}\np-1,999 000 0077,Amy,Reed,5 Long Lane`);
    const report = (await send(`${own}\np-1,999 000 0085,Roy,Reed,6 Long Lane\np-2,,May,Reed,7 Long Lane`)).json<PatientImportReport>();
    expect(report).toMatchObject({ added: 1, homes: 1, refused: [{ row: 2, column: 'id', message: 'is taken' }] });
  });

  it('waits for another one that is being taken in, which says that it is under way', async () => {
    const { pool } = http.database;
    const hold = await holdImports(pool);
    const begun = { checkedOnly: false, fileName: 'other.csv', by: 'Somebody', startedAt: http.clock.now() + 1, rows: 1 };
    const id = await beginImport(pool, begun);
    const underWay = async () => (await http.ask('manager', 'GET', `${url}/${id}`)).json<PatientImportReport>().underWay;
    expect((await send(file)).statusCode).toBe(409);
    expect(await underWay()).toBe(true);
    await hold?.release();
    expect(await underWay()).toBe(false);
    expect((await send(file)).json()).toMatchObject({ alreadyThere: 2, underWay: false });
  });

  it('that is none is refused as a whole', async () => {
    const answer = await send('name,age\nJoan,84');
    expect(answer.statusCode).toBe(422);
    expect(answer.json().detail).toContain('names columns that there are not: name, age');
  });
});
