import { describe, expect, it } from 'vitest';
import { householdsOf } from '../../gateway/people-import/households.ts';
import { type ImportedPerson, readPerson } from '../../gateway/people-import/read-person.ts';
import { readRows } from '../../gateway/people-import/read-rows.ts';

const good = { nhsNumber: '999 000 0050', givenName: 'Joan', familyName: 'Price', address: '1 Long Lane' };

/** A file of one row. */
async function read(cells: Readonly<Record<string, string>>) {
  const quoted = Object.values(cells).map((cell) => `"${cell}"`);
  const [row] = await readRows(`${Object.keys(cells).join(',')}\n${quoted.join(',')}\n`);
  return readPerson(row!);
}
const person = async (cells: Readonly<Record<string, string>>) => (await read({ ...good, ...cells })) as ImportedPerson;

describe('a row of a file of people', () => {
  it('needs little', async () => {
    expect(await read(good)).toMatchObject({
      row: 2,
      person: { nhsNumber: '9990000050', givenName: 'Joan', familyName: 'Price', zone: 'Europe/London', simulated: false },
      ...{ language: 'en', contacts: [], packs: [], locality: null, household: null, address: '1 Long Lane', keyAccess: '' },
    });
  });

  it('says who is asked, in which order, by which ways, and whether they may be told', async () => {
    const { contacts } = await person({
      contact1Name: 'Maureen',
      contact1Relationship: 'daughter',
      contact1Email: 'm@example.org',
      contact1Mobile: '+447700900123',
      contact1MayBeTold: 'Yes',
      contact1QuietHours: '22:00-07:00',
      contact3Name: 'Ben',
      contact3Relationship: 'neighbour',
      contact3Phone: '+441709000000',
    });
    expect(contacts).toMatchObject([
      {
        ...{ name: 'Maureen', order: 1, mayBeTold: true, quietHours: { from: '22:00', to: '07:00' } },
        channels: [
          { kind: 'sms', address: '+447700900123' },
          { kind: 'email', address: 'm@example.org' },
        ],
      },
      { name: 'Ben', order: 3, mayBeTold: false, channels: [{ kind: 'voice', address: '+441709000000' }] },
    ]);
  });

  it('names packs apart by semicolons', async () => {
    expect((await person({ packs: 'falls; copd;' })).packs).toEqual(['falls', 'copd']);
  });

  const faults: [column: string, cells: Readonly<Record<string, string>>, message: string][] = [
    ['nhsNumber', { nhsNumber: '999 000 0051' }, 'is not a valid NHS number (ten digits with a check digit)'],
    ['nhsNumber', { nhsNumber: '' }, 'is missing, and so is an id of your own: by one of both the same row is known again'],
    ['id', { id: 'no spaces' }, 'must be letters, digits, - or _, at most 64'],
    ['givenName', { givenName: ' ' }, 'is missing'],
    ['familyName', { familyName: 'x'.repeat(201) }, 'is too long: at most 200 characters'],
    ['birthDate', { birthDate: '3 March 1940' }, 'must be a date as YYYY-MM-DD'],
    ['zone', { zone: 'Europe/Sheffield' }, 'is not an IANA time zone, for example Europe/London'],
    ['language', { language: 'xx' }, 'is none of en, pl'],
    ['summary', { summary: 'x'.repeat(2001) }, 'is too long: at most 2000 characters'],
    ['address', { address: 'x'.repeat(501) }, 'is too long: at most 500 characters'],
    ['keyAccess', { keyAccess: 'x'.repeat(501) }, 'is too long: at most 500 characters'],
    ['contact1Name', { contact1Relationship: 'daughter' }, 'is missing'],
    ['contact2Relationship', { contact2Name: 'Ben' }, 'is missing'],
    [
      'contact1Mobile',
      { contact1Name: 'M', contact1Relationship: 'd', contact1Mobile: '07700 900123' },
      'must be a number such as +447700900123',
    ],
    ['contact1Phone', { contact1Name: 'M', contact1Relationship: 'd', contact1Phone: 'none' }, 'must be a number such as +447700900123'],
    ['contact1Email', { contact1Name: 'M', contact1Relationship: 'd', contact1Email: 'm at example.org' }, 'is no e-mail address'],
    ['contact1MayBeTold', { contact1Name: 'M', contact1Relationship: 'd', contact1MayBeTold: 'maybe' }, 'must be yes or no'],
    ['contact1Language', { contact1Name: 'M', contact1Relationship: 'd', contact1Language: 'fr' }, 'is none of en, pl'],
    [
      'contact3QuietHours',
      { contact3Name: 'M', contact3Relationship: 'd', contact3QuietHours: 'nights' },
      'must be hours such as 22:00-07:00',
    ],
  ];
  it.each(faults)('is refused for its %s, and what stands there is not told', async (column, cells, message) => {
    const found = (await read({ ...good, ...cells })) as readonly { message: string }[];
    expect(found).toContainEqual({ row: 2, column, message });
    const said = JSON.stringify(found);
    for (const cell of Object.values(cells).filter((one) => one.length > 3)) expect(said).not.toContain(cell);
  });

  it('is refused for everything that is wrong with it at once', async () => {
    const found = (await read({ givenName: '', familyName: 'Price', address: '', birthDate: 'x' })) as readonly { column: string }[];
    expect(found.map(({ column }) => column)).toEqual(['givenName', 'birthDate', 'nhsNumber']);
  });
});

describe('a file of people', () => {
  const header = 'id,givenName,familyName,household,address,keyAccess';
  const households = async (...lines: readonly string[]) => {
    const rows = await readRows([header, ...lines].join('\r\n'));
    return householdsOf(rows.map((row) => readPerson(row) as ImportedPerson));
  };

  const unreadable: [what: string, text: string, says: string][] = [
    ['an unknown column', 'givenName,familyName,address,shoeSize\na,b,c,d', 'names columns that there are not: shoeSize'],
    ['a missing column', 'givenName,address\na,b', 'lacks the columns familyName'],
    ['a column that comes twice', 'givenName,familyName,address,address\na,b,c,d', 'names a column twice: address'],
    ['nothing below the header', 'givenName,familyName,address\n', 'holds no line below its header'],
    ['a quote that does not end', 'givenName,familyName,address\n"a,b,c', 'is not CSV: line 2 cannot be read'],
    ['a line with too many cells', 'givenName,familyName,address\na,b,c,d', 'is not CSV: line 2 cannot be read'],
  ];
  it.each(unreadable)('is none with %s', async (_, text, says) => {
    await expect(readRows(text)).rejects.toThrow(says);
  });

  it('puts those of one household into one home, with what the first row says of it', async () => {
    const { households: found, faults } = await households(
      'joan,Joan,Price,h1,1 Long Lane,safe',
      'alf,Alf,Green,,2 Long Lane,',
      'reg,Reg,Price,h1,,',
    );
    expect(faults).toEqual([]);
    expect(found.map(({ address, keyAccess, members }) => [address, keyAccess, members.map(({ person: { id } }) => id)])).toEqual([
      ['1 Long Lane', 'safe', ['joan', 'reg']],
      ['2 Long Lane', '', ['alf']],
    ]);
  });

  it('refuses a row that says something else of the home, and a person who comes twice', async () => {
    const { households: found, faults } = await households(
      'joan,Joan,Price,h1,1 Long Lane,',
      'reg,Reg,Price,h1,9 Short Lane,',
      'joan,Joan,Price,,1 Long Lane,',
    );
    expect(found.flatMap(({ members }) => members.map(({ row }) => row))).toEqual([2]);
    expect(faults).toEqual([
      { row: 3, column: 'address', message: 'is not that of the household in the rows above' },
      { row: 4, column: 'id', message: 'is the one of row 2' },
    ]);
  });
});
