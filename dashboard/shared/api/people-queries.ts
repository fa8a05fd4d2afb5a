import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { accountView, enabledAccount } from '../../../gateway/contract/accounts.ts';
import type { Role } from '../../../gateway/contract/relations.ts';
import { type invitationInput, invitationLine, madeInvitation } from '../../../gateway/contract/sign-in.ts';
import { remove, request, send } from './request.ts';

const keys = { accounts: ['accounts'], invitations: ['invitations'] } as const;
const pathOfUser = (id: string) => `/api/users/${encodeURIComponent(id)}`;
const pathOfInvitation = (id: string) => `/api/invitations/${encodeURIComponent(id)}`;

export interface AccountFilter {
  readonly role: Role | null;
  readonly words: string;
  /** null: whether they may sign in or not. */
  readonly disabled: boolean | null;
}

/** More than these are not shown; a search narrows them. */
export const mostAccounts = 200;

/** People who sign in, by name. */
export function useAccounts({ role, words, disabled }: AccountFilter) {
  const query = new URLSearchParams({ q: words, limit: String(mostAccounts) });
  if (role !== null) query.set('role', role);
  if (disabled !== null) query.set('disabled', String(disabled));
  return useQuery({
    queryKey: [...keys.accounts, role, words, disabled],
    queryFn: ({ signal }) => request(z.array(accountView), `/api/accounts?${query}`, { signal }),
    placeholderData: (previous) => previous,
  });
}

/** Changes an account; the list is asked for anew. Throws ApiProblem when the gateway refuses. */
function useAccountChange<Answer>(change: (id: string) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries({ queryKey: keys.accounts }) });
}
export const useDisabling = () => useAccountChange((id) => send(`${pathOfUser(id)}/disable`));
export const useEnabling = () => useAccountChange((id) => request(enabledAccount, `${pathOfUser(id)}/enable`, { body: {} }));
export const useFactorReset = () => useAccountChange((id) => send(`${pathOfUser(id)}/reset-second-factor`));

/** Invitations of the last month that nobody has used. */
export function useWaitingInvitations() {
  return useQuery({
    queryKey: [...keys.invitations, 'waiting'],
    queryFn: ({ signal }) => request(z.array(invitationLine), '/api/invitations?waiting=true', { signal }),
  });
}

/** Everybody who was invited for one person, newest first. */
export function useInvitationsOf(patientId: string) {
  return useQuery({
    queryKey: [...keys.invitations, patientId],
    queryFn: ({ signal }) => request(z.array(invitationLine), `/api/invitations?patientId=${encodeURIComponent(patientId)}`, { signal }),
  });
}

function useInvitationChange<Given, Answer>(change: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries({ queryKey: keys.invitations }) });
}
/** The link is in the answer and nowhere else. */
export const useNewInvitation = () =>
  useInvitationChange((input: z.input<typeof invitationInput>) => request(madeInvitation, '/api/invitations', { body: input }));
export const useInvitationAgain = () =>
  useInvitationChange((id: string) => request(madeInvitation, `${pathOfInvitation(id)}/again`, { body: {} }));
export const useInvitationWithdrawal = () => useInvitationChange((id: string) => remove(pathOfInvitation(id)));
