import { z } from 'zod';
import type { DayOfWeek } from '../../rules/model/calendar.ts';
import { needsIn } from './needs.ts';
import { checkedServices, type ReadServices, reasonOf, UnreadableServices } from './read.ts';

/** A day as iCalendar (RFC 5545) and Open Referral write it, `MO` or `2MO`, as ours. */
const dayOf: Readonly<Record<string, DayOfWeek>> = { MO: 'mon', TU: 'tue', WE: 'wed', TH: 'thu', FR: 'fri', SA: 'sat', SU: 'sun' };

const text = z.string().nullish();
const list = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .nullish()
    .transform((all) => all ?? []);
const schedule = z.looseObject({ byday: text, opens_at: text, closes_at: text });
const location = z.looseObject({
  addresses: list(z.looseObject({ address_1: text, city: text, postal_code: text })),
  schedules: list(schedule),
});

/** What we read of a service in Open Referral UK (HSDS-UK 3.0); the rest of it is left alone. */
const entry = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: text,
  email: text,
  url: text,
  status: text,
  minimum_age: z.number().nullish(),
  maximum_age: z.number().nullish(),
  eligibility_description: text,
  fees_description: text,
  organization: z.looseObject({ name: text }).nullish(),
  phones: list(z.looseObject({ number: text })),
  schedules: list(schedule),
  attributes: list(z.looseObject({ taxonomy_term: z.looseObject({ name: text }).nullish() })),
  service_areas: list(z.looseObject({ name: text })),
  service_at_locations: list(z.looseObject({ location: location.nullish(), schedules: list(schedule) })),
});
type Entry = z.output<typeof entry>;

/**
 * Services as Open Referral UK has them: an array, or a page of its API with `contents`. What is not active is not taken. A service area
 * that names no district of postcodes leaves the service open to everywhere, with its words to be read by a person.
 * Throws UnreadableServices when it is no such file.
 */
export function readOpenReferral(json: string): ReadServices {
  const parsed = jsonOf(json);
  const all = Array.isArray(parsed) ? parsed : (parsed as { contents?: unknown } | null)?.contents;
  if (!Array.isArray(all)) throw new UnreadableServices('is neither an array of services nor a page with "contents"');
  const entries: { place: string; input: unknown }[] = [];
  const refused: { place: string; reason: string }[] = [];
  for (const [i, one] of all.entries()) {
    const place = `entry ${i + 1}`;
    const read = entry.safeParse(one);
    if (!read.success) refused.push({ place, reason: reasonOf(read.error) });
    else if (read.data.status == null || read.data.status === 'active') entries.push({ place, input: inputOf(read.data) });
  }
  const checked = checkedServices(entries);
  return { services: checked.services, refused: [...refused, ...checked.refused] };
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UnreadableServices(`is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function inputOf(one: Entry): Record<string, unknown> {
  const locations = one.service_at_locations.flatMap(({ location }) => (location ? [location] : []));
  const address = locations.flatMap(({ addresses }) => addresses)[0];
  const terms = one.attributes.flatMap(({ taxonomy_term: term }) => (term?.name ? [term.name] : []));
  const areas = one.service_areas.flatMap(({ name }) => (name && districtText.test(name.trim()) ? [name] : []));
  const said = one.service_areas.flatMap(({ name }) => (name && !districtText.test(name.trim()) ? [name] : []));
  const hours = [
    ...one.schedules,
    ...locations.flatMap(({ schedules }) => schedules),
    ...one.service_at_locations.flatMap((at) => at.schedules),
  ];
  return {
    sourceId: one.id,
    name: one.name,
    organisation: one.organization?.name ?? '',
    description: one.description ?? '',
    needs: needsIn([...terms, one.name]),
    words: terms,
    areas,
    district: address?.postal_code?.trim().split(/\s+/)[0] || null,
    address: [address?.address_1, address?.city, address?.postal_code].filter((part) => part).join(', '),
    minAge: one.minimum_age ?? null,
    maxAge: one.maximum_age ?? null,
    eligibility: [one.eligibility_description, said.length > 0 ? `Serves ${said.join(', ')}.` : null].filter((part) => part).join(' '),
    opening: openingOf(hours),
    cost: one.fees_description ? (/^\s*(free|no (fee|charge|cost))/i.test(one.fees_description) ? 'free' : 'paid') : null,
    phone: one.phones.find(({ number }) => number)?.number ?? null,
    email: one.email || null,
    url: one.url || null,
  };
}

const districtText = /^[A-Z]{1,2}[0-9][A-Z0-9]?$/i;

/** null: none of the schedules says days and hours. */
function openingOf(schedules: Entry['schedules']): unknown[] | null {
  const windows = schedules.flatMap(({ byday, opens_at: from, closes_at: to }) => {
    const named = (byday ?? '').split(',').flatMap((short) => dayOf[short.trim().slice(-2)] ?? []);
    return named.length === 0 || !from || !to ? [] : [{ days: [...new Set(named)], from: from.slice(0, 5), to: to.slice(0, 5) }];
  });
  return windows.length === 0 ? null : windows;
}
