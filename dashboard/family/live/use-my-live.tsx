import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { LinkState } from '../../shared/live/link-state.ts';
import { ServerClockContext, useTick } from '../../shared/time/use-server-now.ts';
import { keys } from '../api/keys.ts';
import { MyConnection } from './my-connection.ts';

const ConnectionContext = createContext<MyConnection | null>(null);

/** Whether what the page shows can be kept up to date; asked anew every second. */
export function useLink(): LinkState {
  useTick();
  return useContext(ConnectionContext)?.linkState() ?? 'connecting';
}

/** Connects while somebody is signed in. What has changed is asked for again; what is gone is forgotten at once. */
export function MyLive({ onBack, children }: { onBack: () => void; children: ReactNode }) {
  const client = useQueryClient();
  const clock = useContext(ServerClockContext);
  const [connection, setConnection] = useState<MyConnection | null>(null);
  useEffect(() => {
    const general = () => {
      void client.invalidateQueries({ queryKey: keys.people });
      void client.invalidateQueries({ queryKey: keys.alerts });
    };
    const made = new MyConnection('/api/my/live', {
      clock: (now, speed) => clock.heard(now, speed),
      changed: (patientId) => {
        general();
        void client.invalidateQueries({ queryKey: keys.person(patientId) });
      },
      gone: (patientId) => {
        // Open pages let go of it at once, and ask again.
        for (const queryKey of [keys.person(patientId), keys.alerts, keys.people]) void client.resetQueries({ queryKey });
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
