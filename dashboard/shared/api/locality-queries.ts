import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { localityInput } from '../../../gateway/contract/people.ts';
import { enrolmentKeys } from './enrolment-queries.ts';
import { request, send } from './request.ts';
import { localityLayer } from './shapes.ts';

const pathOf = (id: string) => `/api/localities/${encodeURIComponent(id)}`;

function useChange<In>(mutationFn: (input: In) => Promise<void>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: enrolmentKeys.localities }) });
}

export const useNewLocality = () => useChange((place: z.input<typeof localityInput>) => send('/api/localities', place));

/** Another name, or another place above it. Throws ApiProblem where the gateway refuses. */
export const useLocalityChange = (id: string) =>
  useChange((to: { readonly name: string; readonly parentId: string | null }) => send(pathOf(id), to, 'PUT'));

/** What a place says about kinds of agreements, now and before. */
export function useLocalityLayers(id: string) {
  return useQuery({
    queryKey: [...enrolmentKeys.localities, id, 'layers'],
    queryFn: ({ signal }) => request(z.array(localityLayer), `${pathOf(id)}/scenario-layers`, { signal }),
  });
}
