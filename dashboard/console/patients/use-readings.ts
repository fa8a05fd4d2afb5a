import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useContext, useEffect } from 'react';
import { z } from 'zod';
import { type ObservationView, observationView } from '../../../gateway/contract/observations.ts';
import { request } from '../../shared/api/request.ts';
import { useLiveConnection } from '../../shared/live/use-live.tsx';
import { ServerClockContext } from '../../shared/time/use-server-now.ts';
import { mergeReadings } from './merge-readings.ts';

export const ranges = { '24h': 86_400_000, '7d': 7 * 86_400_000 } as const;
export type Range = keyof typeof ranges;
/** The most that the gateway gives at once. */
export const mostReadings = 5_000;

/** The readings of a range up to now, kept up to date by the live feed and read anew every two minutes. */
export function useReadings(patientId: string, range: Range) {
  const clock = useContext(ServerClockContext);
  const client = useQueryClient();
  const connection = useLiveConnection();
  const query = useQuery({
    queryKey: ['patient', patientId, 'observations', range],
    queryFn: ({ signal }) => {
      const now = clock.now() ?? Date.now();
      const asked = new URLSearchParams({ from: new Date(now - ranges[range]).toISOString(), limit: String(mostReadings) });
      return request(z.array(observationView), `/api/patients/${encodeURIComponent(patientId)}/observations?${asked}`, { signal });
    },
    refetchInterval: 120_000,
  });
  useEffect(
    () =>
      connection.onObservations((watched, observations) => {
        if (watched !== patientId) return;
        client.setQueryData(['patient', patientId, 'observations', range], (known: ObservationView[] | undefined) =>
          known ? mergeReadings(known, observations) : known,
        );
      }),
    [connection, client, patientId, range],
  );
  return query;
}
