import type { z } from 'zod';
import { type ServiceInput, serviceInput } from '../contract/services.ts';

/** What a file of services holds: what could be read, and what not with its place. */
export interface ReadServices {
  readonly services: readonly ServiceInput[];
  readonly refused: readonly { readonly place: string; readonly reason: string }[];
}

/** The file is no file of services at all; nothing of it was taken. */
export class UnreadableServices extends Error {}

/** Checks entries that a format has brought into our shape; an id that comes twice is refused the second time. */
export function checkedServices(entries: readonly { readonly place: string; readonly input: unknown }[]): ReadServices {
  const services = new Map<string, ServiceInput>();
  const refused: { place: string; reason: string }[] = [];
  for (const { place, input } of entries) {
    const read = serviceInput.safeParse(input);
    if (!read.success) refused.push({ place, reason: reasonOf(read.error) });
    else if (services.has(read.data.sourceId)) refused.push({ place, reason: `sourceId: ${read.data.sourceId} comes twice` });
    else services.set(read.data.sourceId, read.data);
  }
  return { services: [...services.values()], refused };
}

/** What is wrong, field by field. */
export const reasonOf = (error: z.ZodError) => error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
