/** Contacts that a row has room for. */
export const contactNumbers = [1, 2, 3] as const;
export type ContactNumber = (typeof contactNumbers)[number];

const contactFields = ['Name', 'Relationship', 'Mobile', 'Phone', 'Email', 'MayBeTold', 'Language', 'QuietHours'] as const;
export type ContactField = (typeof contactFields)[number];

const person = ['id', 'nhsNumber', 'givenName', 'familyName', 'knownAs', 'birthDate', 'zone', 'language', 'summary'] as const;
const home = ['household', 'address', 'locality', 'keyAccess'] as const;
const contacts = contactNumbers.flatMap((n) => contactFields.map((field) => `contact${n}${field}` as const));

export const columns = [...person, ...home, 'packs', ...contacts] as const;
export type Column = (typeof columns)[number];

/** A file without one of these is no file of people. */
export const neededColumns: readonly Column[] = ['givenName', 'familyName', 'address'];
