import { readableNumber } from '../../rules/model/readable-number.ts';
import type { ServiceView } from '../contract/services.ts';

/** As many characters as one message may have. */
const longest = 1_000;

/** What somebody reads who is told of a service: the words of its own entry, and what the sender adds. Nothing about why. */
export function signpostWords(service: ServiceView, note: string): string {
  const reach = [service.phone && readableNumber(service.phone), service.email, service.url].filter((one) => one !== null).join(', ');
  const name = [service.name, service.organisation].filter(Boolean).join(', ');
  const around = [`Something near by that you may like: ${name}.`, reach && `How to reach them: ${reach}.`, service.address, note].filter(
    Boolean,
  );
  const left = longest - around.join('\n').length - 1;
  const description = service.description.length > left ? `${service.description.slice(0, Math.max(0, left - 1))}…` : service.description;
  return [around[0], description, ...around.slice(1)].filter(Boolean).join('\n');
}
