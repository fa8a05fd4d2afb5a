import { useQuery } from '@tanstack/react-query';
import { useContext, useEffect } from 'react';
import { type MyResponse, myResponse, type ResponseJob } from '../../../gateway/contract/response.ts';
import { request } from '../../shared/api/request.ts';
import { responseKeys } from '../../shared/api/response-keys.ts';
import type { Entry } from '../../shared/queue/outbox.ts';
import { ServerClockContext } from '../../shared/time/use-server-now.ts';
import { asShown, isHeld, type Stand } from '../job/stand.ts';
import { type Said, useEntries } from '../queue/use-outbox.tsx';
import { type Kept, keep } from './kept.ts';

/** Real time between asking again without being told to. */
const askAgainMs = 15_000;

/** A visit as it stands on this phone. */
export interface Visit {
  readonly job: ResponseJob;
  readonly stand: Stand;
  /** What was said here of it and has not been sent. */
  readonly waiting: readonly Entry<Said>[];
}

/** What the gateway says of the crew; as long as it cannot be asked, what was kept. The visit in hand is kept for that, and nothing else. */
export function useMine(user: Kept['user'], kept: Kept | null) {
  const clock = useContext(ServerClockContext);
  const entries = useEntries();
  const asked = useQuery({
    queryKey: responseKeys.my,
    queryFn: ({ signal }) => request(myResponse, '/api/response/my', { signal }),
    refetchInterval: askAgainMs,
  });
  const my = asked.data ?? (asked.isError ? kept?.my : undefined);
  const visits = my ? visitsOf(my, entries) : [];
  const held = visits.filter(({ stand }) => isHeld(stand)).map(({ job }) => job.id);
  const { id, name } = user;
  const inHand = my && JSON.stringify({ ...my, jobs: my.jobs.filter((job) => held.includes(job.id)) });
  useEffect(() => {
    const now = clock.now();
    if (inHand === undefined || now === null) return;
    void keep({ user: { id, name }, my: JSON.parse(inHand) as MyResponse, clock: { now, wall: Date.now(), speed: clock.speed } });
  }, [inHand, id, name, clock]);
  return { asked, my, visits };
}

function visitsOf(my: MyResponse, entries: readonly Entry<Said>[]): Visit[] {
  return my.jobs.map((told) => {
    const waiting = entries.filter(({ jobId, state }) => jobId === told.id && state === 'waiting');
    return {
      ...asShown(
        told,
        waiting.map(({ body }) => body),
      ),
      waiting,
    };
  });
}
