import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { type MyLiveMessage, myLiveMessage } from '../../../gateway/contract/my.ts';
import type { LinkState } from '../../shared/live/link-state.ts';
import { NewsConnection } from '../../shared/live/news-connection.ts';
import { ServerClockContext, useTick } from '../../shared/time/use-server-now.ts';
import { keys } from '../api/keys.ts';

type MyNews = Exclude<MyLiveMessage, { type: 'heartbeat' }>;

const ConnectionContext = createContext<NewsConnection<MyNews> | null>(null);

/** Whether what the page shows can be kept up to date; asked anew every second. */
export function useLink(): LinkState {
  useTick();
  return useContext(ConnectionContext)?.linkState() ?? 'connecting';
}

/** Connects while somebody is signed in. What has changed is asked for again; what is gone is forgotten at once. */
export function MyLive({ onBack, children }: { onBack: () => void; children: ReactNode }) {
  const client = useQueryClient();
  const clock = useContext(ServerClockContext);
  const [connection, setConnection] = useState<NewsConnection<MyNews> | null>(null);
  useEffect(() => {
    const made = new NewsConnection<MyNews>('/api/my/live', myLiveMessage, {
      clock: (now, speed) => clock.heard(now, speed),
      news: ({ type, patientId }) => {
        const concerned = [keys.people, keys.alerts, keys.person(patientId)];
        // Open pages let go of what is gone at once, and ask again.
        for (const queryKey of concerned)
          void (type === 'gone' ? client.resetQueries({ queryKey }) : client.invalidateQueries({ queryKey }));
      },
      signedOut: () => void client.invalidateQueries({ queryKey: keys.me }),
      back: () => {
        void client.invalidateQueries();
        onBack();
      },
    });
    made.start();
    setConnection(made);
    return () => made.stop();
  }, [client, clock, onBack]);
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}
