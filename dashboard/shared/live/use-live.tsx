import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { sessionKeys } from '../api/session-queries.ts';
import { everySecond, ServerClockContext } from '../time/use-server-now.ts';
import { LiveConnection } from './connection.ts';
import type { Feed } from './feed.ts';
import type { LinkState } from './link-state.ts';

const LiveContext = createContext<LiveConnection | null>(null);

/** Keeps one live connection for everything below it; `off`: none, for who may not have the feed. */
export function LiveProvider({ off, children }: { off: boolean; children: ReactNode }) {
  const clock = useContext(ServerClockContext);
  const client = useQueryClient();
  const [connection] = useState(
    () =>
      new LiveConnection({
        clock,
        path: '/api/live',
        onSignedOut: () => void client.invalidateQueries({ queryKey: sessionKeys.me }),
      }),
  );
  useEffect(() => {
    if (off) return;
    connection.start();
    return () => connection.stop();
  }, [connection, off]);
  return <LiveContext value={connection}>{children}</LiveContext>;
}

/** The connection itself; throws outside of LiveProvider. */
export function useLiveConnection(): LiveConnection {
  const connection = useContext(LiveContext);
  if (!connection) throw new Error('useLiveConnection outside of LiveProvider');
  return connection;
}

/** A part of what the page knows; it renders again only when that part is otherwise. */
function useFeed<T>(part: (feed: Feed) => T): T {
  const connection = useLiveConnection();
  return useSyncExternalStore(connection.subscribe, () => part(connection.feed()));
}

/** Every alert that is not closed, by id; the map changes only when an alert does. */
export function useLiveAlerts(): ReadonlyMap<string, AlertSummary> {
  return useFeed(({ alerts }) => alerts);
}

/** How many alerts there are of those that `wanted` takes. */
export function useLiveCount(wanted: (alert: AlertSummary) => boolean): number {
  return useFeed(({ alerts }) => [...alerts.values()].filter(wanted).length);
}

/** How many answer alerts at this moment, as far as is known: pages at which somebody is. */
export function useOperators(): number {
  return useFeed(({ attended }) => Math.max(1, attended));
}

/** Whether a list has ever arrived; without one, an alert that is not in it may well exist. */
export function useHasList(): boolean {
  return useFeed(({ epoch }) => epoch !== null);
}

/** How much the page may be believed, looked at every second. */
export function useLinkState(): LinkState {
  const connection = useLiveConnection();
  const subscribe = useCallback(
    (listener: () => void) => {
      const stopClock = everySecond(listener);
      const stopFeed = connection.subscribe(listener);
      return () => {
        stopClock();
        stopFeed();
      };
    },
    [connection],
  );
  return useSyncExternalStore(subscribe, () => connection.linkState());
}

/** Whether people may act: never on a picture that may be old. */
export function useCanAct(): boolean {
  const state = useLinkState();
  return state === 'live' || state === 'late';
}
