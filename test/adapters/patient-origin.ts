import type { PatientOrigin } from '../../gateway/adapters/measured.ts';

export const receivedAt = Date.parse('2026-03-02T08:00:00Z');

/** Kathleen's app, in London, on the morning of 2 March 2026. */
export const origin: PatientOrigin = {
  source: 'steady-kathleen',
  topic: '/api/ingest',
  receivedAt,
  provenance: 'app',
  patientId: 'kathleen',
  nhsNumber: '9990000050',
  zone: 'Europe/London',
};
