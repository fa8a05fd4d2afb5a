import { useState } from 'react';
import { clockDuration } from '../../shared/time/format.ts';
import { useTick } from '../../shared/time/use-server-now.ts';

/** Counts down from when it is first shown, by real time: neither the time in the homes nor the clock of this machine decides. */
export function Countdown({ seconds }: { seconds: number }) {
  useTick();
  const [endsMs] = useState(() => performance.now() + seconds * 1_000);
  return <span className="clock">{clockDuration(endsMs - performance.now())}</span>;
}
