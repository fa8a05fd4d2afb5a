import { expect, it } from 'vitest';
import { hubKeptAt, keptAt, kindAt, sourceAt, sourcesOf } from '../../../rules/engine/sources.ts';
import { device, resident } from './home.ts';

// Ids with the same number: "Aa" and "BB" have the same hash in base 31, and so has whatever follows them.
const devices = [
  device('hub', { kind: 'hub' }),
  device('BB-1', { hubId: 'hub' }),
  device('Aa-1', { kind: 'motion', hubId: 'another' }),
  device('0x00158d0001a2b3c4-contact', { patientId: 'k' }),
  device('0x00158d0001a2b3c5-contact', { patientId: 'betty' }),
  device(''),
];
const sources = sourcesOf(resident('k', { devices }), ['Aa-1', 'hub', 'BB-1']);

it('finds a device by its id, also where another id has the same number', () => {
  expect(sources[1]).toBe(sources[2]);
  expect(devices.map(({ id }) => sourceAt(sources, id))).toEqual([0, 1, 2, 3, 4, 5]);
});

it('finds none that is not there', () => {
  for (const id of ['Hub', 'AaBB', 'CC-1', '0x00158d0001a2b3c6-contact']) expect([id, sourceAt(sources, id)]).toEqual([id, -1]);
  expect(sourceAt(sourcesOf(resident('k', { devices: [] }), []), 'hub')).toBe(-1);
});

it('knows of each what it is, and where its instant and that of its hub are kept', () => {
  expect(devices.map((_, i) => [kindAt(sources, i), keptAt(sources, i), hubKeptAt(sources, i)])).toEqual([
    ['hub', 1, -1],
    ['fridge', 2, 1],
    ['motion', 0, -1],
    ['fridge', -1, -1],
    [undefined, -1, -1],
    ['fridge', -1, -1],
  ]);
});

it('finds the instants of thousands', () => {
  const many = Array.from({ length: 4_095 }, (_, i) => device(`d${i}`, { hubId: 'd4094' }));
  const found = sourcesOf(
    resident('k', { devices: many }),
    many.map(({ id }) => id),
  );
  expect([keptAt(found, 4_094), hubKeptAt(found, 7)]).toEqual([4_094, 4_094]);
});
