import { describe, expect, it } from 'vitest';
import { servicesAsCsv } from '../../device-sim/services/as-csv.ts';
import { generatedServices } from '../../device-sim/services/generated.ts';
import { needs } from '../../gateway/contract/services.ts';
import { needsIn, suggestedNeeds } from '../../gateway/services/needs.ts';
import { readCsv } from '../../gateway/services/read-csv.ts';
import { readOpenReferral } from '../../gateway/services/read-open-referral.ts';
import { outcomeCodes } from '../../rules/model/alert.ts';
import { templates } from '../../rules/scenarios/registry.ts';

describe('services as CSV', () => {
  it('holds every field, in any order, with line breaks inside quotation marks', () => {
    const text = [
      '\uFEFFname,sourceId,needs,words,areas,opening,asks,minAge,description,phone',
      'Lunch Club,L1,lunch club;company,pensioners,s60; S61,mon-wed 12:00-14:00; fri 10:00-12:00,Do you need a lift?*; Diet,60,"A meal,',
      'and company",+441632960001',
    ].join('\r\n');
    expect(readCsv(text)).toMatchObject({
      refused: [],
      services: [
        {
          sourceId: 'L1',
          name: 'Lunch Club',
          needs: ['company'],
          words: ['pensioners', 'lunch club', 'company'],
          areas: ['S60', 'S61'],
          minAge: 60,
          description: 'A meal,\r\nand company',
          opening: [
            { days: ['mon', 'tue', 'wed'], from: '12:00', to: '14:00' },
            { days: ['fri'], from: '10:00', to: '12:00' },
          ],
          asks: [
            { id: 'do-you-need-a-lift', label: 'Do you need a lift?', required: true },
            { id: 'diet', label: 'Diet', required: false },
          ],
          capacity: null,
        },
      ],
    });
  });

  it.each([
    ['an age that is none', 'minAge', 'sixty', 'line 2', 'minAge: Invalid input: expected number, received NaN'],
    ['a district that is none', 'areas', 'Rotherham', 'line 2', 'areas.0: must be the first half of a postcode, as S60'],
    ['hours that are none', 'opening', 'weekdays', 'line 2', 'opening.0: Invalid input: expected object, received string'],
    ['days in the wrong order', 'opening', 'fri-mon 10:00-12:00', 'line 2', 'opening.0: Invalid input: expected object, received string'],
    ['a page that is none', 'url', 'javascript:alert(1)', 'line 2', 'url: Invalid URL'],
  ])('refuses %s with its line and field, and takes the rest', (_, column, cell, place, reason) => {
    const read = readCsv(`sourceId,name,${column}\n1,One,${cell}\n2,Two,\n`);
    expect(read.refused).toEqual([{ place, reason }]);
    expect(read.services.map(({ sourceId }) => sourceId)).toEqual(['2']);
  });

  it('refuses what comes twice', () => {
    expect(readCsv('sourceId,name\n1,One\n1,Again\n').refused).toEqual([{ place: 'line 3', reason: 'sourceId: 1 comes twice' }]);
  });

  it.each([
    ['', 'holds no line below its header'],
    ['sourceId,name\n', 'holds no line below its header'],
    ['name\nx\n', 'the header lacks sourceId'],
    ['sourceId,name,colour\n1,a,b\n', /^the header names colour; there are sourceId, name, /],
    ['sourceId,name\n"1,a\n', /^is not CSV: /],
  ])('is no such file: %j', (text, why) => {
    expect(() => readCsv(text)).toThrow(why);
  });
});

const entry = {
  id: 'aa-1',
  name: 'Walk and Talk',
  description: 'An easy walk.',
  status: 'active',
  minimum_age: 50,
  eligibility_description: 'Good shoes.',
  fees_description: 'Free of charge',
  organization: { id: 'o', name: 'Canal Trust' },
  phones: [{ number: '01632 960001' }],
  attributes: [{ taxonomy_term: { name: 'Physical activity', taxonomy: 'local' } }],
  service_areas: [{ name: 'S60' }, { name: 'Rotherham borough' }],
  schedules: [{ freq: 'WEEKLY', byday: 'TU,TH', opens_at: '10:00', closes_at: '11:30' }],
  service_at_locations: [{ location: { addresses: [{ address_1: '1 Quay', city: 'Millbrook', postal_code: 'S60 1AA' }] } }],
};

describe('services as Open Referral UK', () => {
  it('are read from an array and from a page of the API', () => {
    const one = {
      sourceId: 'aa-1',
      name: 'Walk and Talk',
      organisation: 'Canal Trust',
      needs: ['exercise'],
      words: ['Physical activity'],
      areas: ['S60'],
      district: 'S60',
      address: '1 Quay, Millbrook, S60 1AA',
      minAge: 50,
      eligibility: 'Good shoes. Serves Rotherham borough.',
      cost: 'free',
      phone: '01632 960001',
      opening: [{ days: ['tue', 'thu'], from: '10:00', to: '11:30' }],
    };
    expect(readOpenReferral(JSON.stringify([entry]))).toMatchObject({ services: [one], refused: [] });
    expect(readOpenReferral(JSON.stringify({ page_number: 1, contents: [entry] }))).toMatchObject({ services: [one], refused: [] });
  });

  it('need no more than id and name; what is not active is left out', () => {
    const read = readOpenReferral(
      JSON.stringify([
        { id: '1', name: 'Something else' },
        { ...entry, status: 'defunct' },
      ]),
    );
    expect(read.services).toMatchObject([{ sourceId: '1', opening: null, cost: null, needs: [] }]);
  });

  it('are refused one by one, with the place and the field', () => {
    const read = readOpenReferral(JSON.stringify([{ name: 'No id' }, { ...entry, email: 'nobody' }, { id: '3', name: 'Shed' }]));
    expect(read.services.map(({ sourceId }) => sourceId)).toEqual(['3']);
    expect(read.refused).toEqual([
      { place: 'entry 1', reason: 'id: Invalid input: expected string, received undefined' },
      { place: 'entry 2', reason: 'email: Invalid email address' },
    ]);
  });

  it.each([
    ['{', /^is not JSON: /],
    ['{"services":[]}', 'is neither an array of services nor a page with "contents"'],
    ['null', 'is neither an array'],
  ])('is no such file: %j', (text, why) => {
    expect(() => readOpenReferral(text)).toThrow(why);
  });
});

describe('needs', () => {
  it.each([
    [['Befriending'], ['company']],
    [
      ['Carers support', 'Dementia'],
      ['carers', 'memory-and-dementia'],
    ],
    [['handyperson'], ['home-safety-and-repairs']],
    [['Cartography'], []],
    [['falls'], ['falls']],
  ])('of %j', (terms, found) => {
    expect(needsIn(terms)).toEqual(found);
  });

  it('are suggested for templates that there are, and after ends that needed nobody at once', () => {
    const suggests = (template: string) =>
      outcomeCodes.some((code) => suggestedNeeds({ template, outcome: { code, by: '', note: '' } }).length > 0);
    const told = (code: (typeof outcomeCodes)[number]) => suggestedNeeds({ template: 'isolation', outcome: { code, by: '', note: '' } });
    expect(outcomeCodes.filter((code) => told(code).length > 0)).toEqual(['reassurance', 'advice', 'condition-settled']);
    expect(suggestedNeeds({ template: 'isolation', outcome: null })).toEqual([]);
    expect(suggests('sos')).toBe(false);
    expect([...templates.keys()].filter(suggests).length).toBe(16);
  });
});

it('a made-up neighbourhood has 700 services, some for every need, and is the same each time', () => {
  const services = generatedServices(700);
  expect(new Set(services.map(({ sourceId }) => sourceId)).size).toBe(700);
  expect(needs.filter((need) => !services.some((one) => one.needs.includes(need)))).toEqual([]);
  expect(generatedServices(700)).toEqual(services);
});

it('the file of a made-up neighbourhood is read whole', () => {
  const read = readCsv(servicesAsCsv(generatedServices(700)));
  expect(read.refused).toEqual([]);
  expect(read.services.map(({ name, asks, referral, capacity }) => ({ name, asks, referral, capacity }))).toEqual(
    generatedServices(700).map(({ name, asks, referral, capacity }) => ({
      name,
      asks: asks.map(({ label, required }) => ({ id: expect.any(String), label, required })),
      referral,
      capacity,
    })),
  );
});
