import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { figuresView } from '../../../gateway/contract/figures.ts';
import { request } from './request.ts';

/** Figures of a stretch; null: it is not known yet which. `localityId` empty: everybody. */
export function useFigures(stretch: { readonly from: string; readonly to: string } | null, localityId: string) {
  return useQuery({
    queryKey: ['figures', stretch?.from, stretch?.to, localityId],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ ...stretch, ...(localityId !== '' && { localityId }) });
      return request(figuresView, `/api/figures?${query}`, { signal });
    },
    enabled: stretch !== null,
    // Of the same stretch for another place; figures of another month would stand below this one's name.
    placeholderData: (previous, query) =>
      query?.queryKey[1] === stretch?.from && query?.queryKey[2] === stretch?.to ? previous : undefined,
  });
}

const place = z.object({ id: z.string(), name: z.string() });

/** Places of which figures can be asked for. */
export function usePlaces() {
  return useQuery({ queryKey: ['figures', 'places'], queryFn: ({ signal }) => request(z.array(place), '/api/localities', { signal }) });
}
