import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';
import type { Templates } from '../agreements.ts';
import type { ImportFault } from '../contract/patient-imports.ts';
import { steadyLayers } from '../store/locality-layers.ts';
import { addManyHomes } from '../store/many-homes.ts';
import { beginImport, type ImportCounts, saveImport } from '../store/patient-imports.ts';
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
 * same file does nothing more; one that broke off goes on. Returns the id of the report, which is stored as it goes.
 */
export async function takeInPeople(
  parts: ImportParts,
  rows: readonly Row[],
  file: { readonly fileName: string; readonly checkedOnly: boolean },
): Promise<string> {
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
  let [added, homes, drafts] = [0, 0, 0];
  const counts = (): ImportCounts => ({
    ...{ added, homes, drafts, alreadyThere: found.alreadyThere, leftOut: found.leftOut },
    refused: refused.toSorted((a, b) => a.row - b.row),
  });
  const take = async (some: readonly Ready[]) => {
    const done = file.checkedOnly ? some : await written(parts, some, refused);
    added += sum(done, ({ members }) => members.length);
    homes += done.filter(({ home }) => 'address' in home).length;
    drafts += sum(done, ({ members }) => sum(members, ({ agreed }) => agreed.filter(({ status }) => status === 'draft').length));
    await saveImport(pool, id, counts(), null);
  };
  if (file.checkedOnly) await take(found.ready);
  else for (let from = 0; from < found.ready.length; from += batchHomes) await take(found.ready.slice(from, from + batchHomes));
  await saveImport(pool, id, counts(), by().at);
  return id;
}

const sum = <T>(list: readonly T[], of: (one: T) => number) => list.reduce((total, one) => total + of(one), 0);

/** Writes homes together; where the database refuses one of them, each by itself. Returns those that were written. */
async function written(parts: ImportParts, some: readonly Ready[], refused: ImportFault[]): Promise<readonly Ready[]> {
  try {
    const { changed } = await write(parts.pool, parts.by(), async (tx) => {
      await steadyLayers(tx);
      await addManyHomes(tx, some);
    });
    await parts.inForce(changed);
    return some;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (some.length > 1) {
      const done: Ready[] = [];
      for (const one of some) done.push(...(await written(parts, [one], refused)));
      return done;
    }
    for (const { row } of some[0]!.members) refused.push({ row, column: error.field, message: error.message });
    return [];
  }
}
