import type { ReceivedMessage } from './receivers.ts';

export interface StoredDelivery {
  readonly id: string;
  readonly status: string;
  readonly severity: string;
}

/** A process that found the database slow, from then until it ended: what it sent unstored, the next one cannot know of. */
export interface Unstored {
  readonly fromAt: number;
  readonly untilAt: number;
}

/**
 * What people got against what the outbox says: sent means that it arrived, more than once only with the word that it is a repeat,
 * and nothing arrived that nobody decided. High ones are excused that a process sent while the database was away or slow, as it
 * says in its log (`unmarked`: by id). One line a fault.
 */
export function checkDeliveries(
  stored: readonly StoredDelivery[],
  received: readonly ReceivedMessage[],
  { unstored = [], unmarked = new Set() }: { readonly unstored?: readonly Unstored[]; readonly unmarked?: ReadonlySet<string> } = {},
): string[] {
  const copies = Map.groupBy(received, (message) => message.notificationId);
  const isExcused = (at: number) => unstored.some(({ fromAt, untilAt }) => at >= fromAt && at <= untilAt);
  const faults: string[] = [];
  for (const { id, status, severity } of stored) {
    const got = copies.get(id) ?? [];
    if (['sent', 'delivered', 'confirmed'].includes(status) && got.length === 0) faults.push(`${id} is ${status} and never arrived`);
    got.slice(1).forEach((again, i) => {
      const excused = severity === 'high' && (unmarked.has(id) || isExcused(got[i]!.at));
      if (!again.repeat && !excused) faults.push(`${id} arrived again without saying that it is a repeat`);
    });
    copies.delete(id);
  }
  for (const id of copies.keys()) faults.push(`${id} arrived and was never decided`);
  return faults;
}
