import { expect, it } from 'vitest';
import { hubOutSince } from '../../../rules/alerts/hub-outage.ts';
import type { Evidence } from '../../../rules/model/alert.ts';

const says = (at: number, value: 'offline' | 'online' | 'removed', source = 'hub'): Evidence => ({
  text: '',
  at,
  observation: { source, kind: 'availability', value },
});

it.each<[string, readonly Evidence[], number | null]>([
  ['nothing is said of a hub', [{ text: 'The hall is silent.', at: 5 }], null],
  ['other readings say nothing of it', [{ text: '', at: 5, observation: { source: 'hub', kind: 'device-fault', value: 'offline' } }], null],
  ['it is out of reach', [{ text: '', at: 1 }, says(5, 'offline')], 5],
  ['it is back', [says(5, 'offline'), says(9, 'online')], null],
  ['it is not in use any more', [says(5, 'offline'), says(9, 'removed')], null],
  ['it is out of reach again', [says(5, 'offline'), says(9, 'online'), says(12, 'offline')], 12],
  ['another one is back', [says(5, 'offline'), says(9, 'online', 'other')], 5],
  ['two are out of reach', [says(7, 'offline'), says(5, 'offline', 'other')], 5],
])('%s', (_, evidence, since) => {
  expect(hubOutSince({ evidence })).toBe(since);
});
