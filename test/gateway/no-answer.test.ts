import { stat } from 'node:fs/promises';
import { firstValueFrom, from, map, race } from 'rxjs';
import { expect, it } from 'vitest';
import { createClock } from '../../gateway/clock.ts';
import { noAnswerFor } from '../../gateway/no-answer.ts';
import { virtualClock } from '../support/virtual-clock.ts';

it('comes when the time is over, and not before', () => {
  const clock = virtualClock();
  let came = 0;
  noAnswerFor(500, clock.wallScheduler).subscribe(() => came++);
  clock.advanceBy(499);
  expect(came).toBe(0);
  clock.advanceBy(1);
  expect(came).toBe(1);
});

it('does not take our own business for the silence of others: an answer that has come meanwhile is heard first', async () => {
  const { wallScheduler } = createClock({ speed: 1 });
  const answer$ = from(stat('.')).pipe(map(() => 'answered'));
  const first = firstValueFrom(race(answer$, noAnswerFor(40, wallScheduler).pipe(map(() => 'no answer'))));
  const busyUntil = performance.now() + 200;
  while (performance.now() < busyUntil);
  expect(await first).toBe('answered');
});
