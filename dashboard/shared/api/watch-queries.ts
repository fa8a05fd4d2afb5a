import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { answeringSkills, watchView } from '../../../gateway/contract/watch.ts';
import type { AlertQueue } from '../../../rules/model/alert.ts';
import { request, send } from './request.ts';

const keys = { watch: ['watch'], skills: ['skills'] } as const;
/** A turn of duty begins while the page is open, and others test their sound. */
const lookAgainMs = 60_000;

/** Whether the reader has tested the sound in this turn, and who else has. */
export function useWatch(enabled: boolean) {
  return useQuery({
    queryKey: keys.watch,
    queryFn: ({ signal }) => request(watchView, '/api/watch', { signal }),
    enabled,
    refetchInterval: lookAgainMs,
  });
}

export function useSoundTest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (heard: boolean) => send('/api/sound-tests', { heard }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.watch }),
  });
}

/** Which queues everybody answers; none: all. */
export function useSkills() {
  return useQuery({ queryKey: keys.skills, queryFn: ({ signal }) => request(z.array(answeringSkills), '/api/skills', { signal }) });
}

/** From now on somebody answers these queues; none: all. Throws ApiProblem. */
export function useSkillsChange(userId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (queues: readonly AlertQueue[]) => send(`/api/users/${encodeURIComponent(userId)}/skills`, { queues }, 'PUT'),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.skills }),
  });
}
