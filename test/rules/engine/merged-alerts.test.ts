import { describe, expect, it } from 'vitest';
import { World } from '../../../rules/engine/world.ts';
import type { Severity } from '../../../rules/model/alert.ts';
import type { AlertCommand } from '../../../rules/model/input.ts';
import { hour, minute } from '../../../rules/model/time.ts';
import { amin, bea, mary, people, step } from '../alerts/people.ts';
import { judgeAll, known, reading, resident, scenario, t0 } from './home.ts';
import { testCatalogue } from './templates.ts';

const a = 'k-a.1';
const b = 'k-b.1';

/** Two alerts of one person, at the rung of the centre since t0: a, and b, which is to follow it. */
class Two {
  readonly world = new World(testCatalogue, people().directory);
  at = t0;
  said: string[] = [];

  constructor(of: Severity = 'moderate', follower: Severity = 'moderate') {
    const plan = { steps: [step('coordination', 30)], familyHolds: false, okClears: true };
    const scenarios = [scenario('k-a', { plan, severity: of }), scenario('k-b', { plan, severity: follower })];
    this.#judge({ type: 'context', at: t0, context: resident('k', { scenarios }) });
    this.#judge(reading('fridge', 'contact', 'open', t0));
  }

  #judge(input: Parameters<typeof judgeAll>[2][number]): string | null {
    const decisions = judgeAll(this.world, 'k', [input]);
    for (const { effects } of decisions)
      for (const effect of effects)
        if (effect.type === 'append-timeline') this.said.push(`${effect.entry.alertId} ${effect.entry.type}: ${effect.entry.text}`);
    return decisions[0]?.refused ?? null;
  }

  command(alertId: string, command: AlertCommand): string | null {
    return this.#judge({ type: 'command', at: this.at, alertId, command });
  }

  merged(): this {
    expect(this.command(b, { type: 'merge', actor: bea, into: a })).toBeNull();
    return this;
  }

  /** Lets time pass, and answers deadlines as they come. */
  pass(ms: number): void {
    const until = this.at + ms;
    for (let next = this.world.nextDeadlineAt(); next !== null && next <= until; next = this.world.nextDeadlineAt()) {
      this.at = Math.max(this.at, next);
      for (const { inputs } of this.world.takeDue(this.at, 100)) for (const input of inputs) this.#judge(input);
    }
    this.at = until;
  }

  alert(id: string) {
    return known(this.world, 'k').alerts.find((one) => one.id === id);
  }

  reading(kind: 'contact' | 'dose' | 'steps', value: string | number): void {
    this.#judge(reading('fridge', kind, value, this.at));
  }
}

const ack = { type: 'acknowledge', actor: amin } as const;

describe('what can be merged', () => {
  it.each<[Severity, Severity, string | null]>([
    ['high', 'moderate', null],
    ['moderate', 'moderate', null],
    ['moderate', 'high', 'The graver alert cannot follow the lesser one; merge them the other way round.'],
    ['low', 'moderate', 'The graver alert cannot follow the lesser one; merge them the other way round.'],
  ])('into a %s one a %s one', (of, follower, no) => {
    expect(new Two(of, follower).command(b, { type: 'merge', actor: bea, into: a })).toBe(no);
  });

  it('nothing into itself, into what is not there, into what follows, or what is followed; and not by the family', () => {
    const two = new Two();
    expect(two.command(b, { type: 'merge', actor: bea, into: b })).toBe('An alert cannot be merged into itself.');
    expect(two.command(b, { type: 'merge', actor: bea, into: 'x' })).toBe('There is no such open alert of this patient.');
    expect(two.command(b, { type: 'merge', actor: mary, into: a })).toBe('Only professionals merge alerts.');
    expect(two.command(b, { type: 'unmerge', actor: bea })).toBe('It is not merged.');
    two.merged();
    expect(two.command(a, { type: 'merge', actor: bea, into: b })).toMatch('follows another one itself');
    expect(two.command(b, { type: 'merge', actor: bea, into: a })).toBe('It is merged already.');
  });
});

describe('a merged alert', () => {
  it('goes on with its ladder while nobody has the other one', () => {
    const two = new Two().merged();
    two.pass(30 * minute);
    expect(two.alert(b)).toMatchObject({ owner: null, generation: 2, follows: { rests: 'no' } });
  });

  it('rests while somebody has the other one, with the same end, and is called out once when that is over', () => {
    const two = new Two().merged();
    two.command(a, ack);
    expect(two.alert(b)).toMatchObject({ stepDueAt: null, owner: { actor: amin, untilAt: t0 + 30 * minute }, follows: { rests: 'held' } });
    two.pass(30 * minute - 1);
    expect(two.alert(b)?.generation).toBe(1);
    two.pass(1);
    expect([two.alert(a), two.alert(b)].map((one) => [one?.owner, one?.generation, one?.stepDueAt])).toEqual([
      [null, 2, two.at + 30 * minute],
      [null, 2, two.at + 30 * minute],
    ]);
    expect(two.alert(b)?.follows).toMatchObject({ into: a, rests: 'no' });
  });

  it('merged into one that somebody has already, it rests at once', () => {
    const two = new Two();
    two.command(a, ack);
    expect(two.merged().alert(b)?.owner?.actor).toEqual(amin);
  });

  it('is acted on through the other one; a note is its own', () => {
    const two = new Two().merged();
    two.command(a, ack);
    for (const type of ['acknowledge', 'decline'] as const)
      expect(two.command(b, { type, actor: bea })).toMatch('seen to together with another alert');
    expect(two.command(b, { type: 'close', actor: amin, outcome: 'advice', note: '' })).toMatch('seen to together');
    expect(two.command(b, { type: 'note', actor: bea, text: 'Rang.' })).toBeNull();
  });

  it('is closed with the other one, by the same person with the same outcome', () => {
    const two = new Two().merged();
    two.command(a, ack);
    two.command(a, { type: 'close', actor: amin, outcome: 'reassurance', note: 'She is well.' });
    expect(known(two.world, 'k').alerts).toEqual([]);
    expect(two.said.at(-1)).toBe(`${b} closed: Amin closed it: reassurance. She is well. (Together with the alert that it followed.)`);
  });

  it('stands by itself again when separated, and whoever had both has both', () => {
    const two = new Two().merged();
    two.command(a, ack);
    two.command(b, { type: 'unmerge', actor: bea });
    expect(two.alert(b)).toMatchObject({ follows: null, owner: { actor: amin }, generation: 1 });
    two.command(a, { type: 'close', actor: amin, outcome: 'advice', note: '' });
    expect(two.alert(b)?.status).toBe('open');
  });

  it('stands by itself again, called out at once, with worse news', () => {
    const two = new Two().merged();
    two.command(a, ack);
    two.command(a, { type: 'snooze', actor: amin, scope: 'alert', untilAt: t0 + hour, reason: 'Asleep.' });
    expect(two.alert(b)?.follows?.rests).toBe('snoozed');
    two.reading('dose', 'jammed');
    expect(two.alert(b)).toMatchObject({ follows: null, owner: null, generation: 2 });
  });

  it('rests on through news that is no worse; no snooze of the other one holds it', () => {
    const two = new Two().merged();
    two.command(a, ack);
    two.reading('contact', 'open');
    expect(two.alert(b)?.follows?.rests).toBe('held');
    two.command(a, { type: 'snooze', actor: amin, scope: 'alert', untilAt: t0 + hour, reason: 'Asleep.' });
    two.at += 1;
    two.reading('contact', 'open');
    expect(two.alert(b)).toMatchObject({ owner: null, generation: 2, follows: { rests: 'no' } });
  });
});
