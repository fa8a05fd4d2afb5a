import { useMutation } from '@tanstack/react-query';
import { type OutageCommand, outageAnswer } from '../../../gateway/contract/outages.ts';
import { request } from './request.ts';

/** Acts on all alerts of one outage; what became of each is in the answer, and comes over the live feed. Throws ApiProblem. */
export function useOutageCommand() {
  return useMutation({ mutationFn: (body: OutageCommand) => request(outageAnswer, '/api/outages/commands', { body }) });
}
