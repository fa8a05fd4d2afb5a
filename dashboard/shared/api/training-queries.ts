import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { trainingView } from '../../../gateway/contract/training.ts';
import { request } from './request.ts';

const key = ['training'];
const made = z.object({ id: z.string() });

/** What can be practised and what was played, anew every five seconds while it is looked at. */
export function useTraining() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => request(trainingView, '/api/training', { signal }),
    refetchInterval: 5_000,
    retry: false,
  });
}

export function useStartExercise() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (exerciseId: string) => request(made, '/api/training/runs', { body: { exerciseId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}
