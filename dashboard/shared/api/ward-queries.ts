import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { type StayCommand, type stayInput, stayOffers, wardBoard, type wardInput } from '../../../gateway/contract/ward.ts';
import { request, send } from './request.ts';

const keys = { board: ['wards'], offers: (stayId: string) => ['ward-offers', stayId] } as const;
const refetchInterval = 30_000;
const stayPath = (stayId: string) => `/api/ward-stays/${encodeURIComponent(stayId)}`;
const wardPath = (wardId: string) => `/api/wards/${encodeURIComponent(wardId)}`;

/** Every ward with who is in it. */
export function useWards() {
  return useQuery({ queryKey: keys.board, queryFn: ({ signal }) => request(wardBoard, '/api/wards', { signal }), refetchInterval });
}

function useChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.board });
}

export function useAdmission() {
  const onSettled = useChanged();
  return useMutation({
    mutationFn: ({ wardId, ...stay }: z.input<typeof stayInput> & { wardId: string }) => send(`${wardPath(wardId)}/stays`, stay),
    onSettled,
  });
}

/** What is decided about a stay, on the version that was seen. A refusal brings the board up to date as well. */
export function useStayCommand(stayId: string) {
  const onSettled = useChanged();
  return useMutation({ mutationFn: (command: StayCommand) => send(`${stayPath(stayId)}/commands`, command), onSettled });
}

export function useWardSaved(wardId: string) {
  const onSettled = useChanged();
  return useMutation({ mutationFn: (ward: z.input<typeof wardInput>) => send(wardPath(wardId), ward, 'PUT'), onSettled });
}

export function useStayOffers(stayId: string) {
  return useQuery({
    queryKey: keys.offers(stayId),
    queryFn: ({ signal }) => request(stayOffers, `${stayPath(stayId)}/offers`, { signal }),
  });
}

export function useOffersTaken(stayId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (templates: string[]) => send(`${stayPath(stayId)}/offers`, { templates }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.offers(stayId) }),
  });
}
