import type { ServiceQuery } from '../contract/services.ts';

/** Years of age on a day (YYYY-MM-DD) of somebody born on another. */
export function ageOn(birthDate: string, date: string): number {
  const [bornYear, bornDay] = [Number(birthDate.slice(0, 4)), birthDate.slice(5)];
  return Number(date.slice(0, 4)) - bornYear - (date.slice(5) < bornDay ? 1 : 0);
}

/** The district of the postcode at the end of an address; undefined: there is none. */
export function districtIn(address: string): string | undefined {
  return /\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s+[0-9][A-Z]{2}\b/i.exec(address)?.[1]?.toUpperCase();
}

/** What is known of somebody that a search asks for, where the search does not say it itself. */
export function forPerson(
  query: ServiceQuery,
  person: { readonly birthDate: string | null; readonly address: string },
  today: string,
): ServiceQuery {
  const age = query.age ?? (person.birthDate === null ? undefined : ageOn(person.birthDate, today));
  const district = query.district ?? districtIn(person.address);
  return { ...query, ...(age === undefined ? {} : { age }), ...(district === undefined ? {} : { district }) };
}
