import { useQueryClient } from '@tanstack/react-query';
import { useContext, useEffect, useState } from 'react';
import { type ResponseLiveMessage, responseLiveMessage } from '../../../gateway/contract/response.ts';
import { responseKeys } from '../api/response-keys.ts';
import { sessionKeys } from '../api/session-queries.ts';
import { ServerClockContext } from '../time/use-server-now.ts';
import { NewsConnection } from './news-connection.ts';

type ResponseNews = Exclude<ResponseLiveMessage, { type: 'heartbeat' }>;

/** Listens, as long as it is shown, to changes of rapid response, and has asked again for what has changed. null: not yet connected. */
export function useResponseNews(): NewsConnection<ResponseNews> | null {
  const client = useQueryClient();
  const clock = useContext(ServerClockContext);
  const [connection, setConnection] = useState<NewsConnection<ResponseNews> | null>(null);
  useEffect(() => {
    const again = () => void client.invalidateQueries({ queryKey: responseKeys.all });
    const made = new NewsConnection<ResponseNews>('/api/response/live', responseLiveMessage, {
      clock: (now, speed) => clock.heard(now, speed),
      news: again,
      signedOut: () => void client.invalidateQueries({ queryKey: sessionKeys.me }),
      back: () => void client.invalidateQueries(),
    });
    made.start();
    setConnection(made);
    return () => made.stop();
  }, [client, clock]);
  return connection;
}
