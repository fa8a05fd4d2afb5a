import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type Entry, newId, Outbox } from '../../shared/queue/outbox.ts';
import { ServerClockContext } from '../../shared/time/use-server-now.ts';
import { keys } from '../api/keys.ts';
import { useWords } from '../words/language.tsx';
import { deliver, type Entered } from './entered.ts';

interface Opened {
  readonly outbox: Outbox<Entered>;
  readonly removed: number;
}
const OutboxContext = createContext<Opened | null>(null);

/** Keeps what this user enters until the gateway has it. */
export function OutboxProvider({ userId, children }: { userId: string; children: ReactNode }) {
  const client = useQueryClient();
  const { language } = useWords();
  const spoken = useRef(language);
  spoken.current = language;
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    const outbox = new Outbox<Entered>({
      database: 'hearthline-family',
      userId,
      // They hold what somebody said of their health, and nobody may be there to send them.
      ofOthers: 'removed',
      sentKept: 10,
      deliver: (entry) => deliver(entry, spoken.current),
      onSent: ({ patientId }) => void client.invalidateQueries({ queryKey: keys.person(patientId) }),
    });
    void outbox.open().then((removed) => setOpened({ outbox, removed }));
    return () => outbox.close();
  }, [userId, client]);
  if (!opened) return null;
  return <OutboxContext value={opened}>{children}</OutboxContext>;
}

/** The outbox itself, and how many entries of somebody else were found on this phone and taken away. */
export function useOutbox(): Opened {
  const opened = useContext(OutboxContext);
  if (!opened) throw new Error('useOutbox needs an OutboxProvider around it');
  return opened;
}

/** What was entered here about one person, or about everybody, oldest first. */
export function useEntries(patientId?: string): readonly Entry<Entered>[] {
  const { outbox } = useOutbox();
  const entries = useSyncExternalStore(outbox.subscribe, outbox.entries);
  return patientId === undefined ? entries : entries.filter((entry) => entry.patientId === patientId);
}

type Given = Entered extends infer E
  ? E extends { part: infer P; body: infer B }
    ? { part: P; body: Omit<B, 'id' | 'at' | 'measuredAt'> }
    : never
  : never;

/** Enters something, now: it gets its id and the time at which it was entered. */
export function useEnter(patientId: string): (given: Given) => Promise<void> {
  const { outbox } = useOutbox();
  const clock = useContext(ServerClockContext);
  return (given) => {
    const at = clock.now() ?? Date.now();
    const id = newId();
    const stamped = { readings: { measuredAt: new Date(at).toISOString() }, ok: { at: new Date(at).toISOString() }, messages: {} }[
      given.part
    ];
    return outbox.add({ patientId, part: given.part, body: { ...given.body, ...stamped, id } } as Entered, at);
  };
}
