import { describe, expect, it } from 'vitest';
import { alertDetail, alertSummary } from '../../gateway/contract/alerts.ts';
import { type AlertSurroundings, toAlertDetail, toAlertSummary } from '../../gateway/views/alert.ts';
import type { Actor, AlertState, Attempt } from '../../rules/model/alert.ts';
import { minute, second } from '../../rules/model/time.ts';

const t0 = Date.UTC(2026, 0, 5, 10, 0);
const names = { patientName: 'Kathleen Example', localityName: 'North', localityId: 'north', homeId: 'h1' };
const amin: Actor = { kind: 'user', id: 'u1', name: 'Amin', tier: 'professional' };
const other: Actor = { kind: 'user', id: 'u2', name: 'Bea', tier: 'professional' };

const alert: AlertState = {
  id: 's1/1',
  patientId: 'k',
  scenarioId: 's1',
  scenarioVersion: 2,
  template: 'fridge',
  approvedBy: 'Dr Amin',
  severity: 'moderate',
  status: 'open',
  reason: "Kathleen's fridge was not opened between 07:00 and 10:00.",
  evidence: [{ text: 'Last opened at 19:02', at: t0 - 15 * 60 * minute, limit: 'by 10:00' }],
  openedAt: t0,
  clearedAt: null,
  closedAt: null,
  outcome: null,
  plan: {
    steps: [
      { level: 'patient', waitMs: 30 * minute, contactOrder: null, message: 'Good morning, {name}.' },
      { level: 'family', waitMs: 20 * minute, contactOrder: null, message: 'Please look in on {name}.' },
      { level: 'coordination', waitMs: 30 * minute, contactOrder: null, message: 'Please call {name}.' },
    ],
    familyHolds: false,
    okClears: true,
  },
  step: 0,
  generation: 0,
  stepDueAt: t0 + 30 * minute,
  reviewDueAt: null,
  owner: null,
  beforeAck: null,
  attempts: [],
  entries: 2,
  version: 1,
};
const attempt: Attempt = {
  notificationId: 'n1',
  generation: 0,
  step: 1,
  recipient: { kind: 'contact', id: 'm', name: 'Mary' },
  channels: [
    { kind: 'webhook', address: 'http://127.0.0.1/a' },
    { kind: 'email', address: 'm@example.org' },
  ],
  channel: 0,
  fate: 'sent',
  sendAt: null,
  confirmByAt: null,
  declined: false,
};
const owned: Partial<AlertState> = {
  step: 1,
  stepDueAt: null,
  owner: { actor: amin, sinceAt: t0, untilAt: t0 + 30 * minute },
  beforeAck: { owner: null, stepDueAt: t0 + minute, at: t0 },
};
const surroundings: AlertSurroundings = {
  scenarioTitle: 'Fridge',
  carePlan: null,
  previous: null,
  agreement: 'If the fridge is not opened by 10:00, we ask.',
  notifications: [],
  timeline: [],
  patient: { knownAs: 'Kathleen', address: '1 High Street', keyAccess: '', summary: '', contacts: [] },
};

describe('toAlertSummary', () => {
  const rows: [string, Partial<AlertState>, number | null, string | null][] = [
    ['the next rung is called', {}, t0 + 30 * minute, 'Next: family.'],
    ['the last rung runs out', { step: 2 }, t0 + 30 * minute, 'The ladder starts again at the coordination centre.'],
    ['a lease holds the ladder', owned, t0 + 30 * minute, "Amin's time ends and it is called out again."],
    ['the ladder goes on beside a family lease', { ...owned, stepDueAt: t0 + 31 * minute }, t0 + 30 * minute, "Amin's time ends."],
    [
      'cleared, not coded',
      { status: 'cleared', clearedAt: t0, stepDueAt: null, reviewDueAt: t0 + minute },
      t0 + minute,
      'The coordination centre is asked to record the outcome.',
    ],
    [
      'a message waits for quiet hours to end',
      { attempts: [{ ...attempt, fate: 'planned', sendAt: t0 + minute }] },
      t0 + minute,
      "Mary's quiet hours end and the message goes out.",
    ],
    [
      'nobody has confirmed yet',
      { attempts: [{ ...attempt, confirmByAt: t0 + minute }] },
      t0 + minute,
      'If Mary has not confirmed, the next way to reach them is tried.',
    ],
    ['closed', { status: 'closed', closedAt: t0, stepDueAt: null }, null, null],
  ];
  it.each(rows)('says what comes next: %s', (_, fields, at, text) => {
    const summary = alertSummary.parse(toAlertSummary({ ...alert, ...fields }, names, t0));
    expect(summary.nextAt).toBe(at === null ? null : new Date(at).toISOString());
    expect(summary.nextText).toBe(text);
  });

  it('shows the rung called last, and the first before any was', () => {
    expect(toAlertSummary({ ...alert, step: -1 }, names, t0).level).toBe('patient');
    expect(toAlertSummary({ ...alert, step: 1 }, names, t0).level).toBe('family');
  });

  it('lets only the owner take an acknowledgement back, for 30 seconds', () => {
    const held = { ...alert, ...owned };
    expect(toAlertSummary(held, names, t0 + 30 * second, amin).allowed).toContain('unacknowledge');
    expect(toAlertSummary(held, names, t0 + 30 * second + 1, amin).allowed).not.toContain('unacknowledge');
    expect(toAlertSummary(held, names, t0, other).allowed).not.toContain('unacknowledge');
    expect(toAlertSummary(held, names, t0).allowed).toContain('unacknowledge');
  });

  it('allows nothing on a closed alert', () => {
    expect(toAlertSummary({ ...alert, status: 'closed', closedAt: t0 }, names, t0).allowed).toEqual([]);
  });
});

describe('toAlertDetail', () => {
  const detail = (fields: Partial<AlertState>) => alertDetail.parse(toAlertDetail({ ...alert, ...fields }, names, surroundings, t0, amin));

  it('marks each rung and names only those who are told', () => {
    const attempts: Attempt[] = [
      attempt,
      { ...attempt, notificationId: 'n2', channel: 1 },
      { ...attempt, notificationId: 'n3', recipient: { kind: 'contact', id: 'o', name: 'Otto' }, fate: 'planned', sendAt: t0 },
      { ...attempt, notificationId: 'n4', recipient: { kind: 'contact', id: 'p', name: 'Pat' }, fate: 'failed' },
    ];
    const { plan } = detail({ step: 1, attempts });
    expect(plan.map((step) => step.state)).toEqual(['done', 'current', 'next']);
    expect(plan[1]).toMatchObject({ waitSeconds: 1200, message: 'Please look in on Kathleen.', who: ['Mary'] });
  });

  it('has no current rung once it is over', () => {
    expect(detail({ status: 'cleared', clearedAt: t0, step: 1 }).plan.map((step) => step.state)).toEqual(['done', 'done', 'later']);
  });

  it('shows every condition as it stood, and none of an alert that is older than they are', () => {
    const conditions = [{ text: 'It is past ten.', met: true, found: 'It is 10:01.' }];
    expect(detail({ conditions }).conditions).toEqual([{ ...conditions[0], limit: null }]);
    expect(detail({}).conditions).toEqual([]);
  });

  it('keeps the limit beside the evidence', () => {
    expect(detail({}).evidence).toEqual([{ text: 'Last opened at 19:02', at: '2026-01-04T19:00:00.000Z', limit: 'by 10:00' }]);
  });
});
