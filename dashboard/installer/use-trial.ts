import { useEffect, useState } from 'react';
import { askHeard } from '../shared/api/installer-queries.ts';

/** For so long a device may take: a sensor behind a hub needs a few seconds. */
export const trialSeconds = 60;
/** Each look is written down as one at the home: no oftener than is of use. */
const askEveryMs = 2_000;

export type Listening =
  | { readonly state: 'idle' }
  | { readonly state: 'waiting'; readonly left: number; readonly away: string | null }
  | { readonly state: 'heard'; readonly seconds: number }
  | { readonly state: 'not-heard'; readonly onlySign: boolean };

/** Listens for one device, from `start` on, until it is heard or its time is over. */
export function useListening(deviceId: string): { readonly listening: Listening; readonly start: () => void } {
  const [round, setRound] = useState(0);
  const [listening, setListening] = useState<Listening>({ state: 'idle' });

  useEffect(() => {
    if (round === 0) return;
    const stopped = new AbortController();
    const { signal } = stopped;
    const startedMs = performance.now();
    let since: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const left = () => Math.ceil(trialSeconds - (performance.now() - startedMs) / 1_000);

    async function ask(): Promise<void> {
      let away: string | null = null;
      let onlySign = false;
      try {
        const answer = await askHeard(deviceId, since, signal);
        since ??= answer.at;
        if (answer.eventAt !== null) {
          const seconds = Math.max(1, Math.round((Date.parse(answer.eventAt) - Date.parse(since)) / 1_000));
          setListening({ state: 'heard', seconds });
          return;
        }
        onlySign = answer.signAt !== null;
      } catch (error) {
        away = (error as Error).message;
      }
      if (signal.aborted) return;
      if (left() <= 0) {
        setListening({ state: 'not-heard', onlySign });
        return;
      }
      setListening({ state: 'waiting', left: left(), away });
      timer = setTimeout(() => void ask(), askEveryMs);
    }

    setListening({ state: 'waiting', left: trialSeconds, away: null });
    void ask();
    return () => {
      stopped.abort();
      clearTimeout(timer);
    };
  }, [deviceId, round]);

  return { listening, start: () => setRound((before) => before + 1) };
}
