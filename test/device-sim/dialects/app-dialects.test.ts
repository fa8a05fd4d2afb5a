import { describe, expect, it } from 'vitest';
import { appDialects } from '../../../device-sim/dialects/app-dialects.ts';
import { parseFhirBundle } from '../../../gateway/adapters/fhir.ts';
import { parseReadings } from '../../../gateway/adapters/hearthline.ts';
import { parseOpenMhealth } from '../../../gateway/adapters/open-mhealth.ts';
import type { Reading } from '../../../gateway/contract/messages.ts';

/** In summer, when midnight in London is not midnight in UTC. */
const observedAt = '2026-07-11T07:45:00.000Z';
const zone = 'Europe/London';
const receivedAt = Date.parse('2026-07-11T08:00:00Z');
const origin = { source: 'it', topic: 't', receivedAt, provenance: 'app' as const, patientId: 'rose', nhsNumber: null, zone };

const readings: readonly Reading[] = [
  { id: 'r1', kind: 'blood-pressure', observedAt, value: { systolicMmHg: 171, diastolicMmHg: 96 } },
  { id: 'r2', kind: 'heart-rate', observedAt, value: 76 },
  { id: 'r3', kind: 'oxygen-saturation', observedAt, value: 93 },
  { id: 'r4', kind: 'body-temperature', observedAt, value: 37.9 },
  { id: 'r5', kind: 'body-weight', observedAt, value: 71.2 },
  { id: 'r6', kind: 'glucose', observedAt, value: 3.2 },
  { id: 'r7', kind: 'steps', observedAt, value: 4_900 },
];

const natively = parseReadings(Buffer.from(JSON.stringify(readings)), origin);
const readers = { 'open-mhealth': parseOpenMhealth, fhir: (bytes: Buffer) => parseFhirBundle(bytes, origin).parsed } as const;
const shown = ({ observations, unreadable }: Pick<typeof natively, 'observations' | 'unreadable'>) => ({
  unreadable,
  observations: observations.map(({ kind, value, observedAt: at, key, snapshot }) => ({ kind, value, at, key, snapshot })),
});

describe.each(['open-mhealth', 'fhir'] as const)('an app that speaks %s', (name) => {
  it('says what the meters say themselves: the same readings with the same ids', () => {
    const bytes = Buffer.from(JSON.stringify(appDialects[name].document(readings, zone)));
    const read = readers[name](bytes, origin);
    expect(shown(read)).toEqual(shown(natively));
    expect(read.observations.filter(({ detail }) => detail?.statistic !== undefined)).toEqual([]);
  });

  it('says nothing of what it has no words for', () => {
    expect(appDialects[name].document([{ kind: 'heartbeat', observedAt }], zone)).toBeNull();
  });
});
