import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type shiftPatternInput, shiftPatternView } from '../../../gateway/contract/calendars.ts';
import type { onCallInput, teamInput } from '../../../gateway/contract/people.ts';
import { type rotaInput, type teamChange, teamSetUp } from '../../../gateway/contract/rotas.ts';
import { remove, request, send } from './request.ts';
import { rotaKeys } from './rota-queries.ts';

const pathOf = (teamId: string) => `/api/teams/${encodeURIComponent(teamId)}`;

/** A team with the addresses of what its people share, and whom it alone serves. */
export function useTeamSetUp(teamId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...rotaKeys.teams, teamId],
    queryFn: ({ signal }) => request(teamSetUp, pathOf(teamId), { signal }),
    enabled,
    // What is being typed must not change under somebody's hands.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

const patternsKey = ['shift-patterns'] as const;
const patternPath = (id: string) => `/api/shift-patterns/${encodeURIComponent(id)}`;

/** Named lists of times. */
export function useShiftPatterns() {
  return useQuery({
    queryKey: patternsKey,
    queryFn: ({ signal }) => request(z.array(shiftPatternView), '/api/shift-patterns', { signal }),
  });
}

/** Changes something about teams or their times; every page about them is asked for anew. Throws ApiProblem where the gateway refuses. */
function useTeamsChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all([rotaKeys.teams, rotaKeys.gaps, rotaKeys.rotas, patternsKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export const useNewTeam = () =>
  useTeamsChange((team: z.input<typeof teamInput>) => request(z.object({ id: z.string() }), '/api/teams', { body: team }));
export const useTeamChange = (teamId: string) => useTeamsChange((to: z.input<typeof teamChange>) => send(pathOf(teamId), to, 'PUT'));
export const useTeamEnd = (teamId: string) => useTeamsChange(() => remove(pathOf(teamId)));
export const useRotaSaving = (teamId: string) =>
  useTeamsChange((rota: z.input<typeof rotaInput>) => send(`${pathOf(teamId)}/rota`, rota, 'PUT'));
export const useRotaEnd = (teamId: string) => useTeamsChange(() => remove(`${pathOf(teamId)}/rota`));
export const useNewOnCall = (teamId: string) =>
  useTeamsChange((person: z.input<typeof onCallInput>) => send(`${pathOf(teamId)}/on-call`, person));
export const useOnCallEnd = (teamId: string) =>
  useTeamsChange((id: string) => remove(`${pathOf(teamId)}/on-call/${encodeURIComponent(id)}`));
export const usePatternSaving = () =>
  useTeamsChange(({ id, to }: { id: string; to: z.input<typeof shiftPatternInput> }) => send(patternPath(id), to, 'PUT'));
export const usePatternEnd = () => useTeamsChange((id: string) => remove(patternPath(id)));
