import type { Instant } from '../../rules/model/time.ts';
import type { PersonRows } from '../store/person-record.ts';
import { iso } from '../views/instant.ts';
import { sections } from './sections.ts';

/**
 * What is stored about one person, for machines: JSON Lines. The first line says what this is and what each table means, then comes a line
 * `{"table", "row"}` for each row; the last one, `{"end", "rows"}`, is missing where the file broke off.
 */
export async function* recordLines(record: AsyncIterable<PersonRows>, patientId: string, at: Instant): AsyncGenerator<string> {
  const meanings = Object.fromEntries(Object.entries(sections).map(([table, { meaning }]) => [table, meaning]));
  yield `${JSON.stringify({ format: 'hearthline-personal-record', version: 1, patientId, madeAt: iso(at), tables: meanings })}\n`;
  let count = 0;
  for await (const { table, rows } of record) {
    count += rows.length;
    yield rows.map((row) => `${JSON.stringify({ table, row })}\n`).join('');
  }
  yield `${JSON.stringify({ end: true, rows: count })}\n`;
}
