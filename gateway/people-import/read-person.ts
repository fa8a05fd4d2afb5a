import type { z } from 'zod';
import { languages } from '../../rules/model/speech.ts';
import type { ImportFault } from '../contract/patient-imports.ts';
import { contactInput, homeInput, patientInput } from '../contract/people.ts';
import { patientSpeech } from '../contract/speech.ts';
import { type ContactField, type ContactNumber, contactNumbers } from './columns.ts';
import type { Row } from './read-rows.ts';

export interface ImportedPerson {
  readonly row: number;
  readonly person: Omit<z.output<typeof patientInput>, 'homeId'>;
  readonly language: (typeof languages)[number];
  readonly contacts: readonly z.output<typeof contactInput>[];
  /** Ids of packs, not yet looked for. */
  readonly packs: readonly string[];
  /** Name or id, not yet looked for; null: none is named. */
  readonly locality: string | null;
  /** null: no other row has the same home. */
  readonly household: string | null;
  readonly address: string | null;
  readonly keyAccess: string;
}

const personInput = patientInput.omit({ homeId: true });
const homeCells = homeInput.pick({ address: true, keyAccess: true }).partial({ address: true });
const yesNo: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** One row, checked for itself: the person, or everything that is wrong with the row. */
export function readPerson({ row, cells }: Row): ImportedPerson | readonly ImportFault[] {
  const faults: ImportFault[] = [];
  const wrong = (column: string, message: string) => void faults.push({ row, column, message });
  const { id, nhsNumber, givenName, familyName, knownAs, birthDate, zone, summary, address, keyAccess } = cells;
  const person = personInput.safeParse({ id, nhsNumber, givenName, familyName, knownAs, birthDate, zone, summary });
  for (const issue of person.error?.issues ?? []) wrong(String(issue.path[0]), wordsOf(issue));
  const language = patientSpeech.shape.language.safeParse(cells.language ?? 'en');
  if (!language.success) wrong('language', notALanguage);
  const home = homeCells.safeParse({ address, keyAccess });
  for (const issue of home.error?.issues ?? []) wrong(String(issue.path[0]), wordsOf(issue));
  if (id === undefined && nhsNumber === undefined)
    wrong('nhsNumber', 'is missing, and so is an id of your own: by one of both the same row is known again');
  const contacts = contactNumbers.flatMap((n) => readContact(cells, n, wrong) ?? []);
  if (faults.length > 0 || !person.success || !language.success || !home.success) return faults;
  return {
    row,
    person: person.data,
    language: language.data,
    contacts,
    packs: partsOf(cells.packs),
    locality: cells.locality ?? null,
    household: cells.household ?? null,
    address: home.data.address ?? null,
    keyAccess: home.data.keyAccess,
  };
}

const notALanguage = `is none of ${languages.join(', ')}`;

function readContact(cells: Row['cells'], n: ContactNumber, wrong: (column: string, message: string) => void) {
  const cell = (field: ContactField) => cells[`contact${n}${field}`];
  const column = (field: ContactField) => `contact${n}${field}`;
  const given = (['Name', 'Relationship', 'Mobile', 'Phone', 'Email', 'MayBeTold', 'Language', 'QuietHours'] as const).filter(
    (field) => cell(field) !== undefined,
  );
  if (given.length === 0) return null;
  const ways = (
    [
      ['sms', 'Mobile'],
      ['voice', 'Phone'],
      ['email', 'Email'],
    ] as const
  ).filter(([, field]) => cell(field) !== undefined);
  const mayBeTold = yesNo[(cell('MayBeTold') ?? 'no').toLowerCase()];
  if (mayBeTold === undefined) wrong(column('MayBeTold'), 'must be yes or no');
  const read = contactInput.safeParse({
    name: cell('Name'),
    relationship: cell('Relationship'),
    order: n,
    mayBeTold: mayBeTold ?? false,
    channels: ways.map(([kind, field]) => ({ kind, address: cell(field) })),
    language: cell('Language') ?? 'en',
    quietHours: cell('QuietHours') === undefined ? null : windowOf(cell('QuietHours')!),
  });
  for (const issue of read.error?.issues ?? []) {
    const [first, index] = issue.path;
    if (first === 'channels') wrong(column(ways[Number(index)]![1]), wayWords[ways[Number(index)]![0]]);
    else if (first === 'quietHours') wrong(column('QuietHours'), 'must be hours such as 22:00-07:00');
    else if (first === 'language') wrong(column('Language'), notALanguage);
    else wrong(column(first === 'name' ? 'Name' : 'Relationship'), wordsOf(issue));
  }
  return read.success ? read.data : null;
}

const wayWords = {
  sms: 'must be a number such as +447700900123',
  voice: 'must be a number such as +447700900123',
  email: 'is no e-mail address',
} as const;

const partsOf = (text = '') => text.split(';').flatMap((part) => part.trim() || []);

function windowOf(text: string): unknown {
  const [from, to] = text.split('-').map((part) => part.trim());
  return { from, to };
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return 'is missing';
  if (issue.code === 'too_big') return `is too long: at most ${issue.maximum} characters`;
  if (issue.code !== 'invalid_format') return issue.message;
  return issue.format === 'date' ? 'must be a date as YYYY-MM-DD' : 'must be letters, digits, - or _, at most 64';
}
