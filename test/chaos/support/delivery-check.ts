import type { ReceivedMessage } from './receivers.ts';

export interface StoredDelivery {
  readonly id: string;
  readonly status: string;
}

/**
 * What people got against what the outbox says: sent means that it arrived, more than once only with the word that it is a repeat,
 * and nothing arrived that nobody decided. One line a fault.
 */
export function checkDeliveries(stored: readonly StoredDelivery[], received: readonly ReceivedMessage[]): string[] {
  const copies = new Map<string, ReceivedMessage[]>();
  for (const message of received) copies.set(message.notificationId, [...(copies.get(message.notificationId) ?? []), message]);
  const faults: string[] = [];
  for (const { id, status } of stored) {
    const got = copies.get(id) ?? [];
    if (['sent', 'delivered', 'confirmed'].includes(status) && got.length === 0) faults.push(`${id} is ${status} and never arrived`);
    for (const again of got.slice(1)) if (!again.repeat) faults.push(`${id} arrived again without saying that it is a repeat`);
    copies.delete(id);
  }
  for (const id of copies.keys()) faults.push(`${id} arrived and was never decided`);
  return faults;
}
