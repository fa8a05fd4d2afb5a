import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';
import type { Templates } from '../agreements.ts';
import type { ImportFault } from '../contract/patient-imports.ts';
import { steadyLayers } from '../store/locality-layers.ts';
import { addManyHomes } from '../store/many-homes.ts';
import { beginImport, holdImports, type ImportCounts, saveImport } from '../store/patient-imports.ts';
import { Refusal } from '../store/refusal.ts';
import { type Changed, type Writer, write } from '../store/write.ts';
import { householdsOf } from './households.ts';
import { lookUp, type Ready } from './look-up.ts';
import { type ImportedPerson, readPerson } from './read-person.ts';
import type { Row } from './read-rows.ts';

/** Homes in one transaction: it takes a fraction of a second, and the judge reads them all at once. */
const batchHomes = 200;
/** Rows read between two turns of the event loop. */
const rowsATurn = 50;

export interface ImportParts {
  readonly pool: pg.Pool;
  readonly templates: Templates;
  /** Whose name stands in the report. */
  readonly byName: string;
  readonly by: () => Writer;
  /** Tells a running gateway of a batch after its commit. */
  readonly inForce: (changed: Changed) => Promise<void>;
}

/**
 * Checks a file of people, and unless `checkedOnly` takes in who is not there yet, home by home in small transactions. Sent again, the
 * same file does nothing more; one that broke off goes on. Returns the id of the report, which is stored as it goes. Throws Refusal while
 * another file is being taken in: it could hold the same people.
 */
export async function takeInPeople(parts: ImportParts, rows: readonly Row[], file: ImportedFile): Promise<string> {
  const hold = await holdImports(parts.pool);
  if (!hold) throw new Refusal('conflict', '', 'another file of people is being taken in; try again when it is done');
  try {
    return await takeIn(parts, rows, file);
  } finally {
    await hold.release();
  }
}

interface ImportedFile {
  readonly fileName: string;
  readonly checkedOnly: boolean;
}

async function takeIn(parts: ImportParts, rows: readonly Row[], file: ImportedFile): Promise<string> {
  const { pool, by } = parts;
  const id = await beginImport(pool, { ...file, by: parts.byName, startedAt: by().at, rows: rows.length });
  const people: ImportedPerson[] = [];
  const refused: ImportFault[] = [];
  for (const [n, row] of rows.entries()) {
    const read = readPerson(row);
    if ('row' in read) people.push(read);
    else refused.push(...read);
    if (n % rowsATurn === rowsATurn - 1) await nextTurn();
  }
  const { households, faults } = householdsOf(people);
  const found = await lookUp(parts, households);
  refused.push(...faults, ...found.refused);
  const so = (tally: Tally): ImportCounts => ({
    ...tally,
    ...{ alreadyThere: found.alreadyThere, leftOut: found.leftOut },
    refused: refused.toSorted((a, b) => a.row - b.row),
  });
  let done: Tally = { added: 0, homes: 0, drafts: 0 };
  /** Homes together and their count in one transaction; where the database refuses one of them, each by itself. */
  const take = async (some: readonly Ready[]): Promise<void> => {
    const then = plus(done, some);
    try {
      const { changed } = await write(pool, by(), async (tx) => {
        await steadyLayers(tx);
        await addManyHomes(tx, some);
        await saveImport(tx.db, id, so(then), null);
      });
      done = then;
      await parts.inForce(changed);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (some.length > 1) for (const one of some) await take([one]);
      else for (const { row } of some[0]!.members) refused.push({ row, column: error.field, message: error.message });
    }
  };
  if (file.checkedOnly) done = plus(done, found.ready);
  else for (let from = 0; from < found.ready.length; from += batchHomes) await take(found.ready.slice(from, from + batchHomes));
  await saveImport(pool, id, so(done), by().at);
  return id;
}

type Tally = Pick<ImportCounts, 'added' | 'homes' | 'drafts'>;

function plus({ added, homes, drafts }: Tally, more: readonly Ready[]): Tally {
  const members = more.flatMap((household) => household.members);
  return {
    added: added + members.length,
    homes: homes + more.filter(({ home }) => 'address' in home).length,
    drafts: drafts + members.flatMap(({ agreed }) => agreed).filter(({ status }) => status === 'draft').length,
  };
}
