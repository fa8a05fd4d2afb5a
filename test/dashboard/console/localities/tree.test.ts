import { expect, it } from 'vitest';
import { possibleParents, treeOf } from '../../../../dashboard/console/localities/tree.ts';

const place = (id: string, kind: 'place' | 'locality' | 'practice', parentId: string | null) => ({
  id,
  kind,
  name: id,
  parentId,
  people: 0,
  layers: 0,
});
const places = [
  place('town', 'place', null),
  place('west', 'locality', 'town'),
  place('east', 'locality', 'town'),
  place('hill', 'practice', 'east'),
];

it('is told from the top, by name', () => {
  expect(treeOf(places).map(({ place: { id }, depth }) => `${depth} ${id}`)).toEqual(['0 town', '1 east', '2 hill', '1 west']);
});

it('lets a place lie above its kind or beside it, never within itself', () => {
  const ids = (id: string, kind: 'place' | 'locality' | 'practice') => possibleParents(places, { id, kind }).map((one) => one.id);
  expect(ids('east', 'locality')).toEqual(['town', 'west']);
  expect(ids('hill', 'practice')).toEqual(['town', 'west', 'east']);
  expect(ids('', 'place')).toEqual(['town']);
});
