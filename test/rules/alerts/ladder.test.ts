import { describe, expect, it } from 'vitest';
import { day, hour, minute, second } from '../../../rules/model/time.ts';
import { Case } from './case.ts';
import { centre, contact, email, onCall, patient, people, responders, step, steps, team } from './people.ts';

describe('the ladder', () => {
  it('asks each rung when the one before has had its wait', () => {
    const k = new Case();
    k.pass(80 * minute);
    expect(k.said()).toEqual([
      '0:00 prompt Kathleen by mqtt',
      '30:00 escalation Mary by email',
      '50:00 escalation Cara by email',
      '80:00 escalation Ravi by email',
    ]);
  });

  it.each([
    [1, 30 * minute],
    [2, 50 * minute],
    [3, 80 * minute],
  ])('does not fire step %i one millisecond before its time, and fires it then', (index, ms) => {
    const k = new Case();
    k.pass(ms - 1);
    expect(k.alert.step).toBe(index - 1);
    k.pass(1);
    expect(k.alert.step).toBe(index);
  });

  it('does nothing for a deadline that comes before it is due', () => {
    const k = new Case();
    const before = k.alert;
    k.now += 30 * minute - 1;
    k.tell({ type: 'deadline', dueAt: k.now });
    expect(k.alert).toBe(before);
  });

  it('tells each rung whole: what to do, why, since when, who was tried', () => {
    const k = new Case();
    k.pass(50 * minute);
    expect(k.notifications.map((one) => one.body)).toEqual([
      'Please see to Kathleen (patient).',
      'Please see to Kathleen (family). Nothing eaten. Since 10:00. Tried before you: Kathleen (spoken at home): no answer so far.',
      'Please see to Kathleen (coordination). Nothing eaten. Since 10:00. Tried before you: Kathleen (spoken at home): no answer so far; Mary: no answer so far.',
    ]);
    expect(k.notifications.map((one) => one.subject)).toEqual(Array(3).fill('Kathleen: please look'));
  });

  it('says what became of those who were tried', () => {
    const k = new Case({
      people: people({ contacts: [contact('mary', 'Mary'), contact('nell', 'Nell', { order: 2 })] }),
      steps: [step('patient', 10), step('family', 10), step('coordination', 10)],
    });
    k.pass(10 * minute);
    k.fate('mary', 'failed');
    k.command({ type: 'decline', actor: { kind: 'contact', id: 'nell', name: 'Nell', tier: 'family' } });
    expect(k.notifications.at(-1)?.body).toContain(
      'Tried before you: Kathleen (spoken at home): no answer so far; Mary: could not be reached; Nell: cannot see to it.',
    );
  });

  it('names nobody as tried before to themselves', () => {
    const k = new Case({ steps: [step('coordination', 10)], people: people({}, [team('coordination', [onCall('cara', 'Cara')])]) });
    k.pass(10 * minute);
    expect(k.notifications.at(-1)?.body).toBe('Please see to Kathleen (coordination). Nothing eaten. Since 10:00.');
  });

  it('asks one contact by order, or all in order', () => {
    const contacts = [contact('nell', 'Nell', { order: 2 }), contact('mary', 'Mary', { order: 1 })];
    const k = new Case({ people: people({ contacts }), steps: [step('family', 10, 2), step('family', 10)] });
    k.pass(10 * minute);
    expect(k.said()).toEqual(['0:00 escalation Nell by email', '10:00 escalation Mary by email', '10:00 escalation Nell by email']);
  });

  it('tells nobody without consent', () => {
    const contacts = [contact('mary', 'Mary', { mayBeTold: false }), contact('nell', 'Nell', { order: 2 })];
    const k = new Case({ people: people({ contacts }) });
    k.pass(3 * day);
    expect(k.notifications.filter((one) => one.recipient.id === 'mary')).toEqual([]);
    expect(k.notifications.filter((one) => one.recipient.id === 'nell')).toHaveLength(1);
  });

  it('asks who is on duty when the step fires, each once, and the shared ways of the team', () => {
    const nights = onCall('dev', 'Dev', { untilAt: Date.parse('2026-03-02T10:50:00Z') });
    const days = onCall('cara', 'Cara', { fromAt: Date.parse('2026-03-02T10:50:00Z') });
    const desk = team('coordination', [nights, days], { channels: [{ kind: 'console', address: '' }] });
    const second = team('coordination', [days], { id: 'second' });
    const k = new Case({ people: people({ teamIds: ['coordination', 'second'] }, [desk, second]) });
    k.pass(50 * minute);
    expect(k.said().slice(-2)).toEqual(['50:00 escalation coordination by console', '50:00 escalation Cara by email']);
  });

  it('asks no team that does not serve the patient', () => {
    const k = new Case({ people: people({ teamIds: ['rapid-response'] }), steps: [step('coordination', 10), step('rapid-response', 10)] });
    expect(k.said()).toEqual(['0:00 task rota-gap', '0:00 escalation Ravi by email']);
  });

  it('has the centre call 999, and no machine', () => {
    const k = new Case({ steps: [step('emergency', 10)] });
    expect(k.said()).toEqual(['0:00 escalation Cara by email']);
  });
});

describe('a rung with nobody in it', () => {
  it('is passed at once and leaves a task', () => {
    const k = new Case({ people: people({ contacts: [] }) });
    k.pass(30 * minute);
    expect(k.said()).toEqual(['0:00 prompt Kathleen by mqtt', '30:00 task rota-gap', '30:00 escalation Cara by email']);
    expect(k.alert.step).toBe(2);
    expect(k.tasks.map((task) => task.text)).toEqual(['Kathleen: nobody to reach for family.']);
    expect(k.timeline.filter((entry) => entry.type === 'gap').map((entry) => entry.text)).toEqual([
      'Nobody can be reached at this step (family); going on at once.',
    ]);
  });

  it('is a contact without a channel, a rota outside its hours, a home without a voice', () => {
    const k = new Case({
      people: people({ devices: [], contacts: [contact('mary', 'Mary', { channels: [] })] }, [
        team('coordination', [onCall('cara', 'Cara', { fromAt: Date.parse('2026-03-02T10:00:00.001Z') })]),
        responders,
      ]),
    });
    expect(k.said()).toEqual(['0:00 task rota-gap', '0:00 task rota-gap', '0:00 task rota-gap', '0:00 escalation Ravi by email']);
  });

  it('is no gap while the patient is away by agreement', () => {
    const k = new Case({ people: people({ presence: { mode: 'hospital', untilAt: null } }) });
    expect(k.said()).toEqual(['0:00 escalation Mary by email']);
    expect(k.timeline.map((entry) => entry.text)).toContain('Kathleen is not at home; going on at once.');
  });

  it('makes one task a day of the same gap, however often the ladder goes round', () => {
    const k = new Case({ people: people({}, []) });
    k.pass(2 * day);
    expect(new Set(k.tasks.map((task) => task.id))).toHaveLength(6);
  });
});

describe('the end of the ladder', () => {
  it('starts again at the centre, without asking the patient and family again', () => {
    const k = new Case();
    k.pass(125 * minute);
    expect(k.said().slice(-2)).toEqual(['80:00 escalation Ravi by email', '125:00 escalation Cara by email']);
    k.pass(30 * minute);
    expect(k.said().at(-1)).toBe('155:00 escalation Ravi by email');
  });

  it('starts again at the last rung where there is no centre', () => {
    const k = new Case({ steps: [step('patient', 10), step('family', 10)] });
    k.pass(20 * minute);
    expect(k.said()).toEqual(['0:00 prompt Kathleen by mqtt', '10:00 escalation Mary by email', '20:00 escalation Mary by email']);
  });

  it('waits at least five minutes when nobody is there at all', () => {
    const k = new Case({ people: people({ devices: [], contacts: [] }, []), steps: [step('patient', 1), step('coordination', 1)] });
    expect(k.alert.stepDueAt).toBe(k.openedAt + 5 * minute);
    k.pass(5 * minute);
    expect(k.alert.generation).toBe(2);
    expect(k.alert.stepDueAt).toBe(k.openedAt + 10 * minute);
  });

  it('has a plan of no steps waiting for its people like any other', () => {
    const k = new Case({ steps: [] });
    k.pass(day);
    expect(k.alert.status).toBe('open');
    expect(k.alert.generation).toBe(1 + (24 * hour) / (5 * minute));
  });

  it.each(['high', 'moderate', 'low'] as const)('is never reached for good: seven days of nobody answering, %s', (severity) => {
    const rota = [0, 1, 2].flatMap((n) =>
      Array.from({ length: 8 }, (_, d) =>
        onCall(`c${n}`, `C${n}`, { fromAt: Date.UTC(2026, 2, 2 + d, n * 8), untilAt: Date.UTC(2026, 2, 2 + d, n * 8 + 8) }),
      ),
    );
    const k = new Case({
      severity,
      people: people({ contacts: [contact('mary', 'Mary', { channels: [email('a'), email('b')] })] }, [
        team('coordination', rota),
        responders,
      ]),
    });
    k.pass(7 * day);
    expect(k.alert.status).toBe('open');
    expect(k.alert.stepDueAt).toBeGreaterThan(k.now);
    expect(k.alert.generation).toBe(1 + Math.floor((7 * 24 * 60 - 50) / 75));
    // The patient, Mary by two ways at most, three turns at the centre, Ravi.
    expect(k.alert.attempts.length).toBeLessThanOrEqual(7);
    expect(JSON.stringify(k.alert).length).toBeLessThan(6_000);
  });
});

describe('a deadline that is found late', () => {
  it('fires the step at once, marked late, and no other', () => {
    const k = new Case();
    k.gatewayDown(30 * minute + 3 * hour);
    expect(k.alert.step).toBe(1);
    expect(k.timeline.filter((entry) => entry.lateMs !== null).map(({ text, lateMs }) => [text, lateMs])).toEqual([
      ['Step 2 of 4: family.', 3 * hour],
    ]);
    expect(k.alert.stepDueAt).toBe(k.now + 20 * minute);
  });

  it('is not late within five seconds', () => {
    const k = new Case();
    k.gatewayDown(30 * minute + 5 * second - 1);
    expect(k.timeline.every((entry) => entry.lateMs === null)).toBe(true);
  });

  it('is marked late where the ladder starts again', () => {
    const k = new Case();
    k.pass(80 * minute);
    k.gatewayDown(45 * minute + hour);
    expect(k.timeline.filter((entry) => entry.lateMs !== null).map((entry) => entry.text)).toEqual([
      'Step 3 of 4: the coordination centre.',
    ]);
  });

  it('does not skip or double a step, whatever the outages', () => {
    const k = new Case();
    for (let i = 0; i < 12; i++) k.gatewayDown(47 * minute);
    const fired = k.timeline.filter((entry) => /^Step/.test(entry.text)).map((entry) => Number(entry.text[5]) - 1);
    expect(fired).toEqual([0, 1, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2]);
  });
});

describe('the ladder is frozen, the people are not', () => {
  it('asks the contacts of now', () => {
    const k = new Case();
    k.pass(10 * minute);
    k.people = people({ contacts: [contact('nell', 'Nell')] });
    k.pass(20 * minute);
    expect(k.said().at(-1)).toBe('30:00 escalation Nell by email');
  });

  it('keeps the steps that were agreed when it opened', () => {
    const k = new Case({ people: { patient, directory: { teams: [centre] } } });
    expect(k.alert.plan.steps).toEqual(steps);
  });
});
