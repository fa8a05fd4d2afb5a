import { describe, expect, it } from 'vitest';
import { hour, minute, second } from '../../../rules/model/time.ts';
import { Case, type Given } from './case.ts';
import { amin, bea, cara, centre, contact, email, mary, nell, onCall, people, ravi, responders, step, team, webhook } from './people.ts';

const severities = ['high', 'moderate', 'low'] as const;
const leases = { high: 10 * minute, moderate: 30 * minute, low: 4 * hour };

/** An alert at the rung of the centre. */
const atCentre = (given: Given = {}) => {
  const k = new Case({ steps: [step('coordination', 5), step('rapid-response', 5)], ...given });
  k.pass(minute);
  return k;
};

describe('an acknowledgement by a professional', () => {
  it.each(severities)('of a %s alert stops the ladder until its lease ends, not a millisecond longer', (severity) => {
    const k = atCentre({ severity });
    k.command({ type: 'acknowledge', actor: cara });
    k.pass(leases[severity] - 1);
    expect(k.notifications).toHaveLength(1);
    expect(k.alert.owner?.actor).toEqual(cara);
    k.pass(1);
    expect(k.alert.owner).toBeNull();
    expect(k.notifications).toHaveLength(2);
    expect(k.alert.step).toBe(0);
    expect(k.alert.stepDueAt).toBe(k.now + 5 * minute);
  });

  it('ends with whoever is on duty then', () => {
    const k = atCentre();
    k.command({ type: 'acknowledge', actor: amin });
    k.people = people({}, [team('coordination', [onCall('dev', 'Dev')]), responders]);
    k.pass(30 * minute);
    expect(k.said()).toEqual(['0:00 escalation Cara by email', '31:00 escalation Dev by email']);
  });

  it('ends with the turn of duty of who gave it', () => {
    const endsAt = Date.parse('2026-03-02T10:11:00Z');
    const rota = [onCall('cara', 'Cara', { untilAt: endsAt }), onCall('dev', 'Dev', { fromAt: endsAt })];
    const k = atCentre({ people: people({}, [team('coordination', rota), responders]) });
    k.command({ type: 'acknowledge', actor: cara });
    expect(k.alert.owner?.untilAt).toBe(endsAt);
    k.pass(10 * minute);
    expect(k.said()).toEqual(['0:00 escalation Cara by email', '11:00 escalation Dev by email']);
  });

  it('found late is marked late and resumes once', () => {
    const k = atCentre();
    k.command({ type: 'acknowledge', actor: cara });
    k.gatewayDown(30 * minute + hour);
    expect(k.timeline.filter((entry) => entry.lateMs !== null).map(({ type, lateMs }) => [type, lateMs])).toEqual([
      ['lease-expired', hour],
    ]);
    expect(k.notifications).toHaveLength(2);
  });

  it('again by the same person renews the lease', () => {
    const k = atCentre();
    k.command({ type: 'acknowledge', actor: cara });
    k.pass(29 * minute);
    k.command({ type: 'acknowledge', actor: cara });
    expect(k.alert.owner?.untilAt).toBe(k.now + 30 * minute);
    k.pass(30 * minute - 1);
    expect(k.notifications).toHaveLength(1);
  });

  it('no longer waits for anybody to confirm', () => {
    const ways = [webhook('c'), email('c')];
    const k = atCentre({ severity: 'high', people: people({}, [team('coordination', [onCall('cara', 'Cara', { channels: ways })])]) });
    const before = k.notifications.length;
    k.command({ type: 'acknowledge', actor: amin });
    k.pass(5 * minute);
    expect(k.notifications).toHaveLength(before);
  });

  it('takes over from family, and is not taken over by anybody', () => {
    const k = new Case();
    k.command({ type: 'acknowledge', actor: mary });
    k.command({ type: 'acknowledge', actor: cara });
    expect(k.alert.owner?.actor).toEqual(cara);
    expect(() => k.command({ type: 'acknowledge', actor: ravi })).toThrow('Cara has this alert; ask them to hand it over.');
    expect(() => k.command({ type: 'acknowledge', actor: mary })).toThrow('Cara has this alert');
  });
});

describe('an acknowledgement by family', () => {
  it.each(['moderate', 'low'] as const)('of a %s alert stops the ladder', (severity) => {
    const k = new Case({ severity });
    k.pass(31 * minute);
    k.command({ type: 'acknowledge', actor: mary });
    expect(k.alert.stepDueAt).toBeNull();
    k.pass(leases[severity] - 1);
    expect(k.notifications).toHaveLength(2);
    k.pass(1);
    expect(k.said().at(-1)).toContain('escalation Mary by email');
  });

  it('of a high alert does not keep it from the centre, who hear of it', () => {
    const k = new Case({ severity: 'high', steps: [step('family', 5), step('coordination', 5), step('rapid-response', 60)] });
    k.pass(minute);
    k.command({ type: 'acknowledge', actor: mary });
    expect(k.timeline.at(-1)?.text).toBe('Mary is seeing to it until 10:11; the centre is still told.');
    k.pass(9 * minute);
    expect(k.said()).toEqual(['0:00 escalation Mary by email', '5:00 escalation Cara by email', '10:00 escalation Ravi by email']);
    expect(k.notifications[1]?.body).toContain('Mary has said that they are seeing to it.');
    k.pass(minute);
    expect(k.timeline.at(-1)?.text).toBe('Mary has not closed it in the agreed time.');
    expect([k.alert.owner, k.alert.step]).toEqual([null, 2]);
  });

  it('of a high alert does stop it where that is agreed', () => {
    const k = new Case({ severity: 'high', plan: { familyHolds: true }, steps: [step('family', 5), step('coordination', 5)] });
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(10 * minute - 1);
    expect(k.notifications).toHaveLength(1);
  });

  it('of a high alert passes over the rungs of patient and family, but never the last rung', () => {
    const k = new Case({
      severity: 'high',
      steps: [step('family', 1), step('patient', 1), step('family', 1), step('coordination', 1), step('family', 1)],
    });
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(2 * minute);
    expect(k.timeline.filter((entry) => entry.type === 'step').map((entry) => entry.text)).toEqual([
      'Step 1 of 5: family.',
      'Step 4 of 5: the coordination centre.',
      'Step 5 of 5: family.',
    ]);
  });
});

describe('taking an acknowledgement back', () => {
  it.each([
    [29_999, null],
    [30_000, null],
    [30_001, 'It is more than 30 seconds ago; hand the alert over instead.'],
  ])('after %i ms: %s', (ms, no) => {
    const k = atCentre();
    k.command({ type: 'acknowledge', actor: cara });
    k.pass(ms);
    if (no) expect(() => k.command({ type: 'unacknowledge', actor: cara })).toThrow(no);
    else {
      k.command({ type: 'unacknowledge', actor: cara });
      expect(k.alert.owner).toBeNull();
      expect(k.alert.stepDueAt).toBe(k.openedAt + 5 * minute);
    }
  });

  it.each([
    ['somebody else', bea],
    ['somebody else of the same id', { ...cara, kind: 'user' as const }],
  ])('by %s is refused', (_, actor) => {
    const k = atCentre();
    k.command({ type: 'acknowledge', actor: cara });
    expect(() => k.command({ type: 'unacknowledge', actor })).toThrow('Only the person who acknowledged can take it back.');
  });

  it('twice is refused', () => {
    const k = atCentre();
    k.command({ type: 'acknowledge', actor: cara });
    k.command({ type: 'unacknowledge', actor: cara });
    expect(() => k.command({ type: 'unacknowledge', actor: cara })).toThrow('Only the person who acknowledged');
  });

  it('lets the next rung be asked at once when its time has come meanwhile', () => {
    const k = atCentre();
    k.pass(4 * minute - second);
    k.command({ type: 'acknowledge', actor: cara });
    k.pass(20 * second);
    k.command({ type: 'unacknowledge', actor: cara });
    expect(k.alert.step).toBe(1);
    expect(k.timeline.every((entry) => entry.lateMs === null)).toBe(true);
  });

  it('gives it back to family who held it before', () => {
    const k = new Case();
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(minute);
    k.command({ type: 'acknowledge', actor: cara });
    k.command({ type: 'unacknowledge', actor: cara });
    expect([k.alert.owner?.actor, k.alert.owner?.untilAt, k.alert.stepDueAt]).toEqual([mary, k.openedAt + 30 * minute, null]);
    k.pass(29 * minute);
    expect(k.alert.owner).toBeNull();
  });

  it('gives it back to family whose time has ended meanwhile: it is called out again', () => {
    const k = new Case();
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(30 * minute - 10 * second);
    k.command({ type: 'acknowledge', actor: cara });
    k.pass(20 * second);
    k.command({ type: 'unacknowledge', actor: cara });
    k.pass(0);
    expect(k.alert.owner).toBeNull();
    expect(k.alert.stepDueAt).toBe(k.now + 30 * minute);
  });

  it('of a renewal gives it to nobody and calls the same rung again', () => {
    const k = atCentre();
    k.command({ type: 'acknowledge', actor: cara });
    k.pass(10 * minute);
    k.command({ type: 'acknowledge', actor: cara });
    k.command({ type: 'unacknowledge', actor: cara });
    expect(k.alert.owner).toBeNull();
    expect(k.said()).toEqual(['0:00 escalation Cara by email', '11:00 escalation Cara by email']);
  });

  it('by family on a high alert does not fire the step a second time that has come meanwhile', () => {
    const k = new Case({ severity: 'high', steps: [step('family', 1), step('coordination', 5), step('rapid-response', 5)] });
    k.pass(50 * second);
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(20 * second);
    k.command({ type: 'unacknowledge', actor: mary });
    expect([k.alert.step, k.alert.stepDueAt]).toEqual([1, k.openedAt + 6 * minute]);
  });
});

describe('handing over', () => {
  it('to a person: they get the lease and a message', () => {
    const k = atCentre({ people: people({}, [centre, responders]) });
    k.command({ type: 'acknowledge', actor: cara });
    k.pass(20 * minute);
    k.command({ type: 'hand-over', actor: cara, to: ravi });
    expect(k.alert.owner).toEqual({ actor: ravi, sinceAt: k.now, untilAt: k.now + 30 * minute });
    expect(k.said().slice(1)).toEqual(['21:00 handed-over Ravi by email']);
    expect(k.notifications.at(-1)?.body).toBe('Cara has handed this over to you. Nothing eaten.');
    expect(() => k.command({ type: 'unacknowledge', actor: ravi })).toThrow();
    k.command({ type: 'close', actor: amin, outcome: 'responder', note: '' });
    expect(k.said().slice(2)).toEqual(['21:00 resolved Cara by email', '21:00 resolved Ravi by email']);
  });

  it('to somebody at the console, to whom we know no other way: no message', () => {
    const k = atCentre();
    k.command({ type: 'hand-over', actor: amin, to: bea });
    expect(k.alert.owner?.actor).toEqual(bea);
    expect(k.notifications).toHaveLength(1);
  });

  it('to family without consent tells them nothing', () => {
    const k = atCentre({ people: people({ contacts: [contact('mary', 'Mary', { mayBeTold: false })] }) });
    k.command({ type: 'hand-over', actor: amin, to: mary });
    expect(k.notifications).toHaveLength(1);
  });

  it('of a high alert to family lets the ladder run again', () => {
    const k = atCentre({ severity: 'high' });
    k.command({ type: 'acknowledge', actor: cara });
    k.command({ type: 'hand-over', actor: cara, to: mary });
    expect(k.alert.stepDueAt).toBe(k.now + 5 * minute);
    k.pass(5 * minute);
    expect(k.said().at(-1)).toBe('6:00 escalation Ravi by email');
  });

  it('to a rung: called at once, and the ladder runs on from there', () => {
    const k = atCentre();
    k.command({ type: 'acknowledge', actor: cara });
    k.command({ type: 'hand-over', actor: cara, to: { level: 'rapid-response' } });
    expect(k.said().slice(1)).toEqual(['1:00 escalation Ravi by email']);
    expect([k.alert.owner, k.alert.step, k.alert.stepDueAt]).toEqual([null, 1, k.now + 5 * minute]);
  });

  it('down to a rung that was passed before', () => {
    const k = atCentre();
    k.pass(5 * minute);
    k.command({ type: 'hand-over', actor: ravi, to: { level: 'coordination' } });
    expect(k.said().slice(2)).toEqual(['6:00 escalation Cara by email']);
  });

  it('to a rung that the plan has not adds it to this alert, and says who asked', () => {
    const k = atCentre({ steps: [step('patient', 5), step('coordination', 5)] });
    k.command({ type: 'hand-over', actor: amin, to: { level: 'rapid-response' } });
    expect(k.alert.plan.steps.map((one) => one.level)).toEqual(['patient', 'coordination', 'rapid-response']);
    expect(k.notifications.at(-1)).toMatchObject({ recipient: { id: 'ravi' } });
    expect(k.notifications.at(-1)?.body).toContain('Amin asks for your help for Kathleen.');
  });

  it('a cleared alert to a rung opens it again', () => {
    const k = atCentre();
    k.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    k.command({ type: 'hand-over', actor: amin, to: { level: 'rapid-response' } });
    expect([k.alert.status, k.alert.clearedAt, k.alert.reviewDueAt]).toEqual(['open', null, null]);
  });

  it('is not for who does not hold it, and not to the patient', () => {
    const k = atCentre();
    expect(() => k.command({ type: 'hand-over', actor: mary, to: nell })).toThrow('Only who holds the alert can hand it over.');
    const patient = { kind: 'patient', id: 'k', name: 'Kathleen', tier: 'patient' } as const;
    expect(() => k.command({ type: 'hand-over', actor: amin, to: patient })).toThrow('An alert cannot be handed over to the patient.');
  });
});

describe('declining', () => {
  const two = people({ contacts: [contact('mary', 'Mary'), contact('nell', 'Nell', { order: 2 })] });
  const steps = [step('family', 20), step('coordination', 30), step('rapid-response', 45)];

  it('lets the next rung be asked at once when nobody else is asked', () => {
    const k = new Case({ steps });
    k.pass(minute);
    k.command({ type: 'decline', actor: mary });
    expect(k.said().slice(1)).toEqual(['1:00 escalation Cara by email']);
    expect(k.alert.stepDueAt).toBe(k.now + 30 * minute);
  });

  it('changes nothing for the others who are asked', () => {
    const k = new Case({ steps, people: two });
    k.command({ type: 'decline', actor: mary });
    expect(k.alert.step).toBe(0);
    k.command({ type: 'decline', actor: nell });
    expect(k.alert.step).toBe(1);
  });

  it('counts with those who cannot be reached', () => {
    const k = new Case({ steps, people: two });
    k.fate('nell', 'failed');
    k.command({ type: 'decline', actor: mary });
    expect(k.alert.step).toBe(1);
  });

  it('by somebody of an earlier rung moves nothing, however often', () => {
    const k = new Case({ steps });
    k.pass(25 * minute);
    k.command({ type: 'decline', actor: mary });
    k.command({ type: 'decline', actor: mary });
    expect([k.alert.step, k.alert.stepDueAt]).toEqual([1, k.openedAt + 50 * minute]);
  });

  it('after having said yes: the others are asked again, not the one who declines', () => {
    const k = new Case({ steps, people: two });
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(10 * minute);
    k.command({ type: 'decline', actor: mary });
    expect(k.said().slice(2)).toEqual(['10:00 escalation Nell by email']);
    expect(k.alert.owner).toBeNull();
  });

  it('after having said yes, with nobody else there: the next rung at once', () => {
    const k = new Case({ steps });
    k.command({ type: 'acknowledge', actor: mary });
    k.pass(10 * minute);
    k.command({ type: 'decline', actor: mary });
    expect(k.said().slice(1)).toEqual(['10:00 escalation Cara by email']);
    expect(k.tasks).toEqual([]);
  });

  it('after the rota has changed counts only those who were asked this time', () => {
    const k = new Case({ steps: [step('coordination', 5), step('rapid-response', 5)] });
    k.command({ type: 'acknowledge', actor: amin });
    k.people = people({}, [team('coordination', [onCall('dev', 'Dev')]), responders]);
    k.pass(30 * minute);
    k.command({ type: 'decline', actor: { ...cara, id: 'dev', name: 'Dev' } });
    expect(k.said().at(-1)).toBe('30:00 escalation Ravi by email');
  });

  it('on the last rung: the ladder starts again in five minutes, not at once', () => {
    const k = new Case({ steps: [step('coordination', 30)] });
    k.command({ type: 'decline', actor: cara });
    k.pass(5 * minute - 1);
    expect(k.notifications).toHaveLength(1);
    k.pass(1);
    expect(k.notifications).toHaveLength(2);
  });

  it('on the last rung does not put off what is due sooner', () => {
    const k = new Case({ steps: [step('coordination', 6)] });
    k.pass(4 * minute);
    k.command({ type: 'decline', actor: cara });
    expect(k.alert.stepDueAt).toBe(k.openedAt + 6 * minute);
  });

  it('no longer waits for them to confirm', () => {
    const ways = [webhook('m'), email('m')];
    const contacts = [contact('mary', 'Mary', { channels: ways }), contact('nell', 'Nell')];
    const k = new Case({ severity: 'high', steps, people: people({ contacts }) });
    k.command({ type: 'decline', actor: mary });
    k.pass(10 * minute);
    expect(k.notifications.filter((one) => one.recipient.id === 'mary')).toHaveLength(1);
  });
});
