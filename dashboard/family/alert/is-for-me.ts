import type { MyAlert } from '../../../gateway/contract/my-circle.ts';

/** Whether an alert stands on the first page: they have it, or they may take it. After some minutes the next are asked; the need is the same. */
export function isForMe({ status, owner, allowed }: Pick<MyAlert, 'status' | 'owner' | 'allowed'>): boolean {
  return status === 'open' && (owner === null ? allowed.includes('acknowledge') : owner.mine);
}
