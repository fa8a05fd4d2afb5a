import { describe, expect, it } from 'vitest';
import { minute, second } from '../../../rules/model/time.ts';
import { Case, type Given } from './case.ts';
import { amin, bea, cara, centre, mary, onCall, people, step, team } from './people.ts';

/** At the rung of the centre, where Cara and Dev are on duty; Amin has it for half an hour (high: ten minutes), and Bea has joined. */
function joined(given: Given = {}): Case {
  const centreOfTwo = team('coordination', [onCall('cara', 'Cara'), onCall('dev', 'Dev')]);
  const k = new Case({ steps: [step('coordination', 30)], people: people({}, [centreOfTwo]), ...given });
  k.pass(minute);
  k.command({ type: 'acknowledge', actor: amin });
  k.command({ type: 'join', actor: bea });
  return k;
}

describe('whoever joins', () => {
  it('holds nothing: owner, lease and ladder are as they were, and the owner reads it', () => {
    const k = joined();
    expect(k.alert).toMatchObject({ owner: { actor: amin }, stepDueAt: null, joined: [{ actor: bea, sinceAt: k.now }] });
    expect(k.timeline.at(-1)).toMatchObject({ type: 'joined', text: 'Bea has joined Amin.', actor: bea });
    expect(k.alert.decisiveVersion).toBe(k.alert.version - 1);
  });

  it.each([
    ['twice', bea, 'You have joined it already.'],
    ['their own', amin, 'You have this alert.'],
    ['as family', mary, 'Only professionals join an alert.'],
  ])('not %s', (_, actor, no) => {
    expect(() => joined().command({ type: 'join', actor })).toThrow(no);
  });

  it('not what nobody has', () => {
    expect(() => new Case().command({ type: 'join', actor: bea })).toThrow('acknowledge it instead');
  });

  it('leaves again, and nobody who has not joined does', () => {
    const k = joined();
    expect(() => k.command({ type: 'leave', actor: amin })).toThrow('You have not joined it.');
    k.command({ type: 'leave', actor: bea });
    expect(k.alert.joined).toEqual([]);
  });

  it.each(['acknowledge', 'decline'] as const)('has not merely joined after "%s"', (type) => {
    const k = joined();
    if (type === 'acknowledge') k.command({ type: 'hand-over', actor: amin, to: bea });
    else k.command({ type, actor: bea });
    expect(k.alert.joined).toEqual([]);
  });
});

describe('when the lease runs out', () => {
  it('who has joined is asked first, and a minute later the others; not a millisecond before', () => {
    const k = joined();
    k.pass(30 * minute - 1);
    const before = k.said().length;
    k.pass(1);
    expect(k.said().slice(before)).toEqual(['31:00 escalation Bea by console']);
    k.pass(minute - 1);
    expect(k.said()).toHaveLength(before + 1);
    k.pass(1);
    expect(k.said().slice(before + 1)).toEqual(['32:00 escalation Cara by email', '32:00 escalation Dev by email']);
  });

  it('somebody of a rota who has joined is asked by their own way, once', () => {
    const k = joined();
    k.command({ type: 'leave', actor: bea });
    k.command({ type: 'join', actor: cara });
    k.pass(31 * minute);
    expect(k.said().slice(-2)).toEqual(['31:00 escalation Cara by email', '32:00 escalation Dev by email']);
  });

  it('a high alert asks all at once, who has joined among them', () => {
    const k = joined({ severity: 'high' });
    k.pass(10 * minute);
    expect(k.said().slice(-3)).toEqual([
      '11:00 escalation Bea by console',
      '11:00 escalation Cara by email',
      '11:00 escalation Dev by email',
    ]);
  });
});

describe('how long the centre has been asked', () => {
  it('counts from its rung, not from the opening, until a professional answers, and anew when it is called out again', () => {
    const k = new Case({ steps: [step('family', 5), step('coordination', 30)], people: people({}, [centre]) });
    expect(k.alert.centreAskedAt ?? null).toBeNull();
    k.pass(5 * minute);
    expect(k.alert.centreAskedAt).toBe(k.now);
    k.pass(50 * second);
    k.command({ type: 'acknowledge', actor: amin });
    expect(k.alert.centreAskedAt).toBeNull();
    k.pass(30 * minute);
    expect(k.alert.centreAskedAt).toBe(k.now);
    k.tell({ type: 'cleared', reason: 'Over.' });
    expect(k.alert.centreAskedAt).toBeNull();
  });

  it('goes on when the family answers a high alert that the centre was asked about', () => {
    const k = new Case({ severity: 'high', steps: [step('family', 0), step('coordination', 30)], people: people({}, [centre]) });
    k.command({ type: 'acknowledge', actor: mary });
    expect(k.alert.centreAskedAt).toBe(k.now);
  });
});

describe('handed over to a queue', () => {
  it('it is in that queue, nobody has it, and the centre is called at once', () => {
    const k = joined();
    k.command({ type: 'hand-over', actor: amin, to: { queue: 'mental-health' } });
    expect(k.alert).toMatchObject({ queue: 'mental-health', owner: null, generation: 2 });
    expect(k.timeline.find(({ type }) => type === 'handed-over')?.text).toBe('Amin has handed it over to the mental health queue.');
    expect(k.said().slice(-2)).toEqual(['1:00 escalation Cara by email', '1:00 escalation Dev by email']);
  });
});
