import type { MyWay } from '../../../gateway/contract/my-ways.ts';

export const wayKinds = ['sms', 'voice', 'email'] as const satisfies readonly MyWay['kind'][];

/** What was typed as a number or address of this kind: British numbers also as they are dialled at home; null: it is none. */
export function readAddress(kind: MyWay['kind'], typed: string): MyWay | null {
  if (kind === 'email') {
    const address = typed.trim();
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) ? { kind, address } : null;
  }
  const dialled = typed.replaceAll(/[\s().-]/g, '');
  const address = dialled.replace(/^00/, '+').replace(/^0/, '+44');
  return /^\+[1-9]\d{6,14}$/.test(address) ? { kind, address } : null;
}
