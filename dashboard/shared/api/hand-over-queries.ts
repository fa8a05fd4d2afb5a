import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { handOverNote } from '../../../gateway/contract/hand-over.ts';
import { request, send } from './request.ts';

const keys = { notes: ['hand-over-notes'], ofTeam: (teamId: string) => ['hand-over-notes', teamId] } as const;
const pathOf = (teamId: string) => `/api/teams/${encodeURIComponent(teamId)}`;
const refetchInterval = 60_000;

/** Notes of a team, newest turn first. */
export function useHandOverNotes(teamId: string) {
  return useQuery({
    queryKey: keys.ofTeam(teamId),
    queryFn: ({ signal }) => request(z.array(handOverNote), `${pathOf(teamId)}/hand-over-notes`, { signal }),
    refetchInterval,
  });
}

/** What whoever is signed in has to read as their turn begins. */
export function useNotesWaiting() {
  return useQuery({
    queryKey: [...keys.notes, 'waiting'],
    queryFn: ({ signal }) => request(z.array(handOverNote), '/api/hand-over-notes/waiting', { signal }),
    refetchInterval,
  });
}

function useChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.notes });
}

export function useNoteLeft(teamId: string) {
  const onSettled = useChanged();
  return useMutation({
    mutationFn: (note: { text: string; alertId: string | null }) => send(`${pathOf(teamId)}/hand-over-notes`, note),
    onSettled,
  });
}

/** Notes of one team are read and taken on. */
export function useNotesAccepted() {
  const onSettled = useChanged();
  return useMutation({
    mutationFn: ({ teamId, noteIds }: { teamId: string; noteIds: string[] }) =>
      send(`${pathOf(teamId)}/hand-over-acceptances`, { noteIds }),
    onSettled,
  });
}
