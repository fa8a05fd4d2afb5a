import { day, type Instant } from '../../rules/model/time.ts';
import type { FoundService, ServiceQuery, ServiceView } from '../contract/services.ts';
import { isOpen } from './opening.ts';

/** What was told of a capacity longer ago says nothing of today. Our own choice: groups are asked about once a month. */
const capacityHoldsMs = 28 * day;

const fits = ['fits', 'unknown', 'no'] as const;
const capacityOrder = ['open', 'waiting-list', 'unknown', 'full'] as const;
const nearness = ['here', 'serves', 'everywhere', null] as const;

/** What a search finds, best first: whom it fits, what has room, what is near, then by name. `at`: now, in the homes. */
export function searchServices(services: readonly ServiceView[], query: ServiceQuery, at: Instant): FoundService[] {
  const wanted = wordsOf(query.words ?? '');
  const openAt = query.openAt === undefined ? at : Date.parse(query.openAt);
  return services
    .filter((service) => query.need === undefined || service.needs.includes(query.need))
    .filter((service) => wanted.length === 0 || holdsAll(service, wanted))
    .map((service) => found(service, query, at, openAt))
    .filter(({ fit, open }) => (query.all || fit !== 'no') && (query.openAt === undefined || open !== false))
    .toSorted(
      (a, b) =>
        fits.indexOf(a.fit) - fits.indexOf(b.fit) ||
        capacityOrder.indexOf(a.capacity) - capacityOrder.indexOf(b.capacity) ||
        nearness.indexOf(a.near) - nearness.indexOf(b.near) ||
        a.service.name.localeCompare(b.service.name, 'en-GB') ||
        (a.service.id < b.service.id ? -1 : 1),
    )
    .slice(0, query.limit);
}

function found(service: ServiceView, query: ServiceQuery, at: Instant, openAt: Instant): FoundService {
  const age = agedFor(service, query.age);
  const near = nearTo(service, query.district);
  const serves = query.district === undefined ? (service.areas.length === 0 ? null : 'We do not know where they live.') : undefined;
  const unknown = [age.unknown, serves, service.eligibility === '' ? null : service.eligibility].filter((line) => typeof line === 'string');
  const no = [age.no, query.district !== undefined && near === null ? `It does not serve ${query.district}.` : null].filter(
    (line) => line !== null,
  );
  return {
    service,
    fit: no.length > 0 ? 'no' : unknown.length > 0 ? 'unknown' : 'fits',
    why: [...no, ...unknown],
    open: isOpen(service.opening, openAt),
    capacity: capacityAt(service, at),
    near: query.district === undefined ? null : near,
  };
}

function agedFor(
  { minAge, maxAge }: ServiceView,
  age: number | undefined,
): { readonly no: string | null; readonly unknown: string | null } {
  if (minAge === null && maxAge === null) return { no: null, unknown: null };
  const range = maxAge === null ? `from ${minAge} years` : minAge === null ? `up to ${maxAge} years` : `from ${minAge} to ${maxAge} years`;
  if (age === undefined) return { no: null, unknown: `It is for people ${range}; we do not know their age.` };
  const fitting = age >= (minAge ?? 0) && age <= (maxAge ?? 130);
  return { no: fitting ? null : `It is for people ${range}.`, unknown: null };
}

function nearTo({ areas, district }: ServiceView, home: string | undefined): FoundService['near'] {
  if (home === undefined) return null;
  const serves = areas.length === 0 || areas.includes(home);
  if (!serves) return null;
  if (district === home) return 'here';
  return areas.length === 0 ? 'everywhere' : 'serves';
}

/** What was told of its capacity and still holds. */
export function capacityAt({ capacity, capacityAt: toldAt }: ServiceView, at: Instant): FoundService['capacity'] {
  return capacity === null || toldAt === null || at - Date.parse(toldAt) > capacityHoldsMs ? 'unknown' : capacity;
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

function holdsAll({ name, organisation, description, words, needs }: ServiceView, wanted: readonly string[]): boolean {
  const text = wordsOf([name, organisation, description, ...words, ...needs].join(' '));
  return wanted.every((word) => text.some((one) => one.startsWith(word)));
}
