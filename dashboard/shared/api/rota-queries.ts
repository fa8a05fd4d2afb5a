import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { handOverView, rotaGap, type rotaOverrideInput, rotaView } from '../../../gateway/contract/rotas.ts';
import { ApiProblem } from './problem.ts';
import { remove, request, send } from './request.ts';
import { team } from './shapes.ts';

/** Names of what is kept about teams. */
export const rotaKeys = { teams: ['teams'], gaps: ['rota-gaps'], rotas: ['rota'], rota: (teamId: string) => ['rota', teamId] } as const;
const pathOf = (teamId: string) => `/api/teams/${encodeURIComponent(teamId)}`;
const refetchInterval = 60_000;

export function useTeams() {
  return useQuery({ queryKey: rotaKeys.teams, queryFn: ({ signal }) => request(z.array(team), '/api/teams', { signal }), refetchInterval });
}

/** When nobody is on duty in the next two weeks, of every team. */
export function useRotaGaps() {
  return useQuery({
    queryKey: rotaKeys.gaps,
    queryFn: ({ signal }) => request(z.array(rotaGap), '/api/rota-gaps?days=14', { signal }),
    refetchInterval,
  });
}

/** The next two weeks of a team; null: it has no rota. */
export function useRota(teamId: string) {
  return useQuery({
    queryKey: rotaKeys.rota(teamId),
    queryFn: async ({ signal }) => {
      try {
        return await request(rotaView, `${pathOf(teamId)}/rota?days=14`, { signal });
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) return null;
        throw error;
      }
    },
    refetchInterval,
  });
}

export function useHandOver(teamId: string) {
  return useQuery({
    queryKey: [...rotaKeys.rota(teamId), 'hand-over'],
    queryFn: ({ signal }) => request(handOverView, `${pathOf(teamId)}/hand-over`, { signal }),
    refetchInterval,
  });
}

function useRotaChanged(teamId: string) {
  const client = useQueryClient();
  return () =>
    Promise.all([rotaKeys.rota(teamId), rotaKeys.gaps, rotaKeys.teams].map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** Somebody comes, or leaves, or one for the other. Throws ApiProblem when the gateway refuses. */
export function useSwap(teamId: string) {
  const changed = useRotaChanged(teamId);
  return useMutation({
    mutationFn: (swap: z.input<typeof rotaOverrideInput>) => send(`${pathOf(teamId)}/rota/overrides`, swap),
    onSuccess: changed,
  });
}

export function useSwapTakenBack(teamId: string) {
  const changed = useRotaChanged(teamId);
  return useMutation({
    mutationFn: (id: string) => remove(`${pathOf(teamId)}/rota/overrides/${encodeURIComponent(id)}`),
    onSettled: changed,
  });
}
