import { describe, expect, it } from 'vitest';
import { Agenda } from '../../device-sim/agenda.ts';
import { runningClock } from '../../device-sim/clock.ts';
import { randomFor } from '../../device-sim/random.ts';

const start = Date.parse('2026-03-01T06:00:00Z');

describe('agenda', () => {
  it('runs tasks in the order of time, each told its own instant, and never early', async () => {
    const clock = runningClock(start, 100_000);
    const agenda = new Agenda(clock);
    const random = randomFor('agenda');
    const times = Array.from({ length: 500 }, () => start + random.whole(0, 10_000));
    const ran: number[] = [];
    const early: number[] = [];
    await new Promise<void>((resolve) => {
      for (const time of times)
        agenda.at(time, (at) => {
          if (clock.now() < at) early.push(at);
          if (ran.push(at) === times.length) resolve();
        });
    });
    expect(early).toEqual([]);
    expect(ran).toEqual([...times].sort((a, b) => a - b));
  });

  it('runs what a task adds, keeps the order of tasks of one instant, and leaves out what was cancelled', async () => {
    const agenda = new Agenda(runningClock(start, 100_000));
    const ran: string[] = [];
    await new Promise<void>((resolve) => {
      agenda.at(start + 100, () => ran.push('first'));
      const cancel = agenda.at(start + 100, () => ran.push('cancelled'));
      agenda.at(start + 100, () => {
        ran.push('second');
        agenda.at(start + 50, () => ran.push('overdue'));
      });
      agenda.at(start + 200, () => resolve());
      cancel();
    });
    expect(ran).toEqual(['first', 'second', 'overdue']);
  });

  it('forgets everything when cleared', async () => {
    const agenda = new Agenda(runningClock(start, 100_000));
    const ran: string[] = [];
    agenda.at(start + 10, () => ran.push('cleared'));
    agenda.clear();
    await new Promise<void>((resolve) => {
      agenda.at(start + 20, () => resolve());
    });
    expect(ran).toEqual([]);
  });
});
