import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { enrolKathleen } from './home.ts';
import { type Steady, steady } from './steady.ts';

let http: HttpFixture;
let app: Steady;
beforeAll(async () => {
  http = await httpFixture();
  await enrolKathleen(http);
  app = await steady(http);
});
afterAll(() => http?.close());

const observation = (id: string, code: string, value: number, unit: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code }] },
  subject: { reference: 'Patient/kathleen' },
  effectiveDateTime: new Date(startAt).toISOString(),
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
});
const bundle = (type: string, ...resources: object[]) => ({
  resourceType: 'Bundle',
  type,
  entry: resources.map((resource) => ({ resource, request: { method: 'POST', url: 'Observation' } })),
});
const fhir = { 'content-type': 'application/fhir+json' };
const count = async (table: string) => Number((await http.database.pool.query(`select count(*) as n from ${table}`)).rows[0].n);
const unknown = observation('x', '718-7', 14, 'g/dL');

describe('POST /api/fhir/Observation', () => {
  it('is answered when it is stored and judged, in words of FHIR', async () => {
    const answer = await app.send('/api/fhir/Observation', observation('a', '2339-0', 99, 'mg/dL'), fhir);
    expect([answer.statusCode, answer.headers['content-type'], answer.json()]).toEqual([
      201,
      expect.stringContaining('application/fhir+json'),
      {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'information', code: 'informational', diagnostics: 'Glucose 5.4952 mmol/L (sent as 99 mg/dL)' }],
      },
    ]);
    expect(await count('observation')).toBe(1);
  });

  it('of a code that is not known is 422, and is kept with its reason', async () => {
    const answer = await app.send('/api/fhir/Observation', unknown, fhir);
    expect([answer.statusCode, answer.headers['content-type'], answer.json()]).toEqual([
      422,
      expect.stringContaining('application/fhir+json'),
      {
        resourceType: 'OperationOutcome',
        issue: [
          {
            severity: 'error',
            code: 'processing',
            diagnostics: 'http://loinc.org 718-7 is no kind of reading that is known here',
            expression: ['Observation.code'],
          },
        ],
      },
    ]);
    expect(await count('quarantine')).toBe(1);
  });

  it('of the wrong shape says where, as FHIRPath', async () => {
    const wrong = { ...observation('a', '8867-4', 70, '/min'), code: { coding: [{ system: 7 }] } };
    expect((await app.send('/api/fhir/Observation', wrong, fhir)).json().issue[0].expression).toEqual([
      'Observation.code.coding[0].system',
    ]);
  });

  it.each([
    ['without a token', { authorization: '' }, 401, 'login'],
    ['of a version that is not approved', { 'hearthline-app-version': '9' }, 403, 'forbidden'],
  ])('%s is refused in words of FHIR', async (_, headers, status, code) => {
    const answer = await app.send('/api/fhir/Observation', observation('a', '8867-4', 70, '/min'), { ...fhir, ...headers });
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { resourceType: 'OperationOutcome', issue: [{ code }] }]);
  });
});

describe('POST /api/fhir', () => {
  it.each(['transaction', 'batch'])('answers each entry of a %s on its own', async (type) => {
    const before = await count('observation');
    const answer = await app.send(
      '/api/fhir',
      bundle(type, observation(`${type}-1`, '8867-4', 70, '/min'), unknown, observation(`${type}-2`, '29463-7', 70, 'kg')),
      fhir,
    );
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      {
        resourceType: 'Bundle',
        type: `${type}-response`,
        entry: [
          { response: { status: '201 Created' } },
          {
            response: {
              status: '422 Unprocessable Entity',
              outcome: {
                resourceType: 'OperationOutcome',
                issue: [
                  { severity: 'error', code: 'processing', diagnostics: expect.any(String), expression: ['Bundle.entry[1].resource.code'] },
                ],
              },
            },
          },
          { response: { status: '201 Created' } },
        ],
      },
    ]);
    expect(await count('observation')).toBe(before + 2);
  });

  it('sent again changes nothing', async () => {
    const before = await count('observation');
    const again = bundle('transaction', observation('transaction-1', '8867-4', 70, '/min'));
    expect((await app.send('/api/fhir', again, fhir)).statusCode).toBe(200);
    expect(await count('observation')).toBe(before);
  });

  it.each([
    ['nothing in it can be read', bundle('transaction', unknown), 'Bundle.entry[0].resource.code'],
    ['it is no Bundle', { resourceType: 'Patient' }, 'Bundle.resourceType'],
  ])('is 422 when %s', async (_, body, expression) => {
    const answer = await app.send('/api/fhir', body, fhir);
    expect([answer.statusCode, answer.json().issue[0].expression]).toEqual([422, [expression]]);
  });
});
