import type { z } from 'zod';
import type { localityInput } from '../contract/people.ts';
import { newId } from '../identity/secret.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface Locality {
  readonly id: string;
  readonly kind: 'place' | 'locality' | 'practice';
  readonly name: string;
  readonly parentId: string | null;
}

/** Returns the id. */
export async function addLocality(tx: Write, input: z.output<typeof localityInput>): Promise<string> {
  const id = input.id ?? newId('loc');
  await tx.db.query('insert into locality (id, kind, name, parent_id) values ($1, $2, $3, $4)', [
    id,
    input.kind,
    input.name,
    input.parentId,
  ]);
  await tx.audit('locality.add', id);
  return id;
}

const ranks = ['place', 'locality', 'practice'] as const;

/** Gives a locality another name or another place above it. Throws Refusal where that would change what is agreed with anybody. */
export async function changeLocality(
  tx: Write,
  id: string,
  to: { readonly name: string; readonly parentId: string | null },
): Promise<void> {
  // Nobody writes what places say, or moves another one, until the end of the transaction.
  await tx.db.query('lock table locality_layer, locality in share row exclusive mode');
  const places = new Map((await listLocalities(tx.db)).map((one) => [one.id, one]));
  const place = places.get(id);
  if (!place) throw new Refusal('not-found', 'id', 'there is no such locality');
  const parent = to.parentId === null ? null : places.get(to.parentId);
  if (parent === undefined) throw new Refusal('invalid', 'parentId', 'there is no such locality');
  const above = pathFrom(places, to.parentId);
  if (above.includes(id)) throw new Refusal('invalid', 'parentId', 'lies within it');
  if (parent && ranks.indexOf(parent.kind) > ranks.indexOf(place.kind))
    throw new Refusal('invalid', 'parentId', `a ${place.kind} does not lie in a ${parent.kind}`);
  await refuseOtherValues(tx.db, pathFrom(places, place.parentId), above);
  await tx.db.query('update locality set name = $2, parent_id = $3 where id = $1', [id, to.name, to.parentId]);
  // Who set a value is told by name, and teams serve whoever lives within.
  const { rows } = await tx.db.query<{ id: string }>(
    `${inside} select p.id from patient p join home h on h.id = p.home_id where h.locality_id in (select id from inside)`,
    [id],
  );
  for (const row of rows) tx.patientChanged(row.id);
  tx.directoryChanged();
  await tx.audit('locality.change', id, { moved: to.parentId !== place.parentId });
}

const inside = `with recursive inside as (
  select id from locality where id = $1
  union select l.id from locality l join inside i on l.parent_id = i.id)`;

/** The place and all around it, innermost first. */
function pathFrom(places: ReadonlyMap<string, Locality>, from: string | null): string[] {
  const ids = new Set<string>();
  for (let id = from; id !== null && !ids.has(id); id = places.get(id)?.parentId ?? null) ids.add(id);
  return [...ids];
}

/** A move is no way to change what is agreed: places that say something stay around, and no others come. */
async function refuseOtherValues(db: Db, before: readonly string[], after: readonly string[]): Promise<void> {
  const otherwise = [...before.filter((id) => !after.includes(id)), ...after.filter((id) => !before.includes(id))];
  const { rows } = await db.query<{ name: string }>(
    `select distinct name from locality l join locality_layer y on y.locality_id = l.id
      where l.id = any($1) and y.ended_at is null order by name`,
    [otherwise],
  );
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name).join(', ');
  throw new Refusal(
    'conflict',
    'parentId',
    `it would change the values of agreements that ${names} has set; set them for this locality first`,
  );
}

/** Each with how many people live in it and within it, and for how many kinds of agreement it says something. */
export async function countedLocalities(db: Db): Promise<(Locality & { readonly people: number; readonly layers: number })[]> {
  const { rows } = await db.query<Locality & { people: number; layers: number }>(
    `with recursive within (top, id) as (
       select id, id from locality
       union select w.top, l.id from locality l join within w on l.parent_id = w.id),
     living as (select h.locality_id, count(*) as n from patient p join home h on h.id = p.home_id group by 1)
     select id, kind, name, parent_id as "parentId",
            (select coalesce(sum(n), 0)::integer from within w join living on living.locality_id = w.id where w.top = l.id) as people,
            (select count(*)::integer from locality_layer y where y.locality_id = l.id and y.ended_at is null) as layers
       from locality l order by name, id`,
  );
  return rows;
}

export async function listLocalities(db: Db): Promise<Locality[]> {
  return (await db.query<Locality>('select id, kind, name, parent_id as "parentId" from locality order by name, id')).rows;
}

/** The id of the locality of this name; of several, the first by id. */
export async function localityByName(db: Db, name: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>('select id from locality where name = $1 order by id limit 1', [name]);
  return rows[0]?.id ?? null;
}
