import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  responseBoard,
  responseJob,
  type responseJobInput,
  responseJobSummary,
  type responseUnitChange,
  type responseUnitInput,
  responseUnitView,
} from '../../../gateway/contract/response.ts';
import { newId } from '../queue/outbox.ts';
import { request, send } from './request.ts';
import { responseKeys } from './response-keys.ts';

/** Changes are told; this is for what was missed. */
const askAgainMs = 30_000;

const jobPath = (id: string, part = '') => `/api/response-jobs/${encodeURIComponent(id)}${part}`;

/** Units and open visits now. */
export function useBoard() {
  return useQuery({
    queryKey: responseKeys.board,
    queryFn: ({ signal }) => request(responseBoard, '/api/response/board', { signal }),
    refetchInterval: askAgainMs,
  });
}

/** The last visits because of one alert, or to one person, those that are over too, newest first. */
export function useVisits(of: 'alerts' | 'patients', id: string) {
  return useQuery({
    queryKey: [...responseKeys.all, of, id],
    queryFn: ({ signal }) => request(z.array(responseJobSummary), `/api/${of}/${encodeURIComponent(id)}/response-jobs`, { signal }),
    refetchInterval: askAgainMs,
  });
}

export function useVisit(id: string) {
  return useQuery({
    queryKey: responseKeys.job(id),
    queryFn: ({ signal }) => request(responseJob, jobPath(id), { signal }),
  });
}

/** Sends somebody because of an alert. */
export function useDispatch(alertId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (job: Omit<z.input<typeof responseJobInput>, 'id'>) =>
      send(`/api/alerts/${encodeURIComponent(alertId)}/response-jobs`, { ...job, id: newId() }),
    onSettled: () => client.invalidateQueries({ queryKey: responseKeys.all }),
  });
}

interface OnVersion {
  readonly id: string;
  readonly version: number;
}

/** Asks another unit. Throws ApiProblem, with 409 where the visit has gone on meanwhile. */
export function useOffer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...offer }: OnVersion & { unitId: string }) => send(jobPath(id, '/offers'), offer),
    onSettled: () => client.invalidateQueries({ queryKey: responseKeys.all }),
  });
}

/** Calls a visit off. Throws like `useOffer`. */
export function useCancel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...cancel }: OnVersion & { reason: string }) => send(jobPath(id, '/cancel'), cancel),
    onSettled: () => client.invalidateQueries({ queryKey: responseKeys.all }),
  });
}

/** Every unit as it is set up, those that are not used any more too. */
export function useUnits() {
  return useQuery({
    queryKey: responseKeys.units,
    queryFn: ({ signal }) => request(z.array(responseUnitView), '/api/response/units', { signal }),
  });
}

export function useNewUnit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (unit: z.input<typeof responseUnitInput>) => send('/api/response/units', unit),
    onSettled: () => client.invalidateQueries({ queryKey: responseKeys.all }),
  });
}

/** Throws ApiProblem, with 409 where a unit is to be retired that has a visit. */
export function useUnitChange(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (unit: z.input<typeof responseUnitChange>) => send(`/api/response/units/${encodeURIComponent(id)}`, unit, 'PUT'),
    onSettled: () => client.invalidateQueries({ queryKey: responseKeys.all }),
  });
}
