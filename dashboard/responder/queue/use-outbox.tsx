import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { CrewEvent, MyResponse } from '../../../gateway/contract/response.ts';
import { crewEventsAnswer } from '../../../gateway/contract/response.ts';
import { request } from '../../shared/api/request.ts';
import { responseKeys } from '../../shared/api/response-keys.ts';
import { type Entry, newId, Outbox } from '../../shared/queue/outbox.ts';
import { ServerClockContext } from '../../shared/time/use-server-now.ts';

/** One event of one visit. */
export interface Said {
  readonly jobId: string;
  readonly body: CrewEvent;
}

interface Opened {
  readonly outbox: Outbox<Said>;
  /** Entries of others that wait on this phone. */
  readonly ofOthers: number;
}
const OutboxContext = createContext<Opened | null>(null);

/**
 * Sends one event; resolves to why it had no effect, if it had none. How the visit stands then is shown at once: until everything has been
 * asked for again, the page would fall back to the step before, and the next press would say that one again.
 */
async function deliver(client: QueryClient, { jobId, body }: Said): Promise<string | null> {
  const path = `/api/response-jobs/${encodeURIComponent(jobId)}/events`;
  const { noEffect, ...job } = await request(crewEventsAnswer, path, { body: { events: [body] } });
  await client.cancelQueries({ queryKey: responseKeys.my });
  const told = (my?: MyResponse) => my && { ...my, jobs: my.jobs.map((one) => (one.id === jobId ? job : one)) };
  client.setQueryData<MyResponse>(responseKeys.my, told);
  return noEffect.find(({ id }) => id === body.id)?.reason ?? null;
}

/** Keeps what this user enters until the gateway has it. What a visit came to must not be lost: entries of others wait for them. */
export function OutboxProvider({ userId, children }: { userId: string; children: ReactNode }) {
  const client = useQueryClient();
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    const outbox = new Outbox<Said>({
      database: 'hearthline-responder',
      userId,
      ofOthers: 'kept',
      sentKept: 10,
      deliver: (said) => deliver(client, said),
      onSent: () => void client.invalidateQueries({ queryKey: responseKeys.my }),
    });
    void outbox.open().then((ofOthers) => setOpened({ outbox, ofOthers }));
    return () => outbox.close();
  }, [userId, client]);
  if (!opened) return null;
  return <OutboxContext value={opened}>{children}</OutboxContext>;
}

/** The outbox itself, and how many entries of others wait here. */
export function useOutbox(): Opened {
  const opened = useContext(OutboxContext);
  if (!opened) throw new Error('useOutbox needs an OutboxProvider around it');
  return opened;
}

/** What was entered here, oldest first. */
export function useEntries(): readonly Entry<Said>[] {
  const { outbox } = useOutbox();
  return useSyncExternalStore(outbox.subscribe, outbox.entries);
}

type Given = CrewEvent extends infer E ? (E extends CrewEvent ? Omit<E, 'id' | 'at'> : never) : never;

/** Enters an event, now: it gets its id and the time of the phone. */
export function useSay(jobId: string): (given: Given) => Promise<void> {
  const { outbox } = useOutbox();
  const clock = useContext(ServerClockContext);
  return (given) => {
    const at = clock.now() ?? Date.now();
    return outbox.add({ jobId, body: { ...given, id: newId(), at: new Date(at).toISOString() } as CrewEvent }, at);
  };
}
