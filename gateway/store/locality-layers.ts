import type { EscalationPlan, Severity } from '../../rules/model/alert.ts';
import type { Layer, RawParams } from '../../rules/model/layers.ts';
import { type Instant, localDate } from '../../rules/model/time.ts';
import { dayAndMonth } from '../../rules/scenarios/words.ts';
import { type Locality, listLocalities } from './localities.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

/** Days of approval are said as the places have them. */
const placesZone = 'Europe/London';

export interface LocalityLayerRow {
  readonly localityId: string;
  readonly template: string;
  readonly version: number;
  readonly params: RawParams;
  readonly plan: EscalationPlan | null;
  readonly severity: Severity | null;
  readonly approvedBy: string;
  readonly activeFromAt: Instant;
}

/** What the places around somebody say about one kind of agreement, the outermost first. */
export type LayersOf = (localityId: string | null, template: string) => readonly Layer[];

const nobody: readonly Layer[] = [];

/** `3 May 2026`. */
export function dayWords(at: Instant): string {
  const date = localDate(placesZone, at);
  return `${dayAndMonth(date)} ${date.slice(0, 4)}`;
}

function placeWords({ name, kind }: Locality): string {
  return name.toLowerCase().endsWith(kind) ? name : `${name} ${kind}`;
}

/** The layers as they were in force at `at`; null: as they are. One list for equal questions, so that equal terms can be shared. */
export async function localityLayers(db: Db, at: Instant | null): Promise<LayersOf> {
  const { rows } = await db.query<LocalityLayerRow>(
    `${select} where case when $1::timestamptz is null then ended_at is null
                          else active_from <= $1 and (ended_at is null or ended_at > $1) end order by version`,
    [at === null ? null : new Date(at)],
  );
  if (rows.length === 0) return () => nobody;
  const places = new Map((await listLocalities(db)).map((one) => [one.id, one]));
  const layers = new Map(rows.map((row) => [`${row.localityId} ${row.template}`, toLayer(row, places.get(row.localityId)!)]));
  const known = new Map<string, readonly Layer[]>();
  return (localityId, template) => {
    const key = `${localityId} ${template}`;
    const before = known.get(key);
    if (before) return before;
    const inner = around(places, localityId).flatMap((id) => layers.get(`${id} ${template}`) ?? []);
    const made = inner.length === 0 ? nobody : inner.reverse();
    known.set(key, made);
    return made;
  };
}

/** As `localityLayers`, for whoever is about to write an agreement: no layer changes until the end of the transaction. */
export async function steadyLayers(tx: Write): Promise<LayersOf> {
  await tx.db.query('lock table locality_layer in row share mode');
  return localityLayers(tx.db, null);
}

/** Where a patient lives; null: nowhere that is known, or there is no such patient. */
export async function localityOfPatient(db: Db, patientId: string): Promise<string | null> {
  const { rows } = await db.query<{ localityId: string | null }>(
    'select h.locality_id as "localityId" from patient p join home h on h.id = p.home_id where p.id = $1',
    [patientId],
  );
  return rows[0]?.localityId ?? null;
}

/** A locality and the places around it, innermost first. */
function around(places: ReadonlyMap<string, Locality>, localityId: string | null): string[] {
  const ids = new Set<string>();
  for (let id = localityId; id !== null && !ids.has(id); id = places.get(id)?.parentId ?? null) ids.add(id);
  return [...ids];
}

function toLayer(row: LocalityLayerRow, place: Locality): Layer {
  const { params, plan, severity, version, approvedBy, activeFromAt } = row;
  return {
    source: `${placeWords(place)}, version ${version}, approved by ${approvedBy} on ${dayWords(activeFromAt)}`,
    params,
    plan,
    severity,
  };
}

/** Everything that one place says or said, the newest of each kind first. Refuses a place that does not exist. */
export async function layersOfLocality(db: Db, localityId: string): Promise<(LocalityLayerRow & { readonly endedAt: Instant | null })[]> {
  const found = await db.query('select 1 from locality where id = $1', [localityId]);
  if (found.rowCount === 0) throw new Refusal('not-found', 'id', 'there is no such locality');
  const { rows } = await db.query<LocalityLayerRow & { endedAt: Instant | null }>(
    `${select} where locality_id = $1 order by template, version desc`,
    [localityId],
  );
  return rows;
}

/** The next version of what a place says, in force from now on; nobody else writes agreements or layers until the end of the transaction. */
export async function putLocalityLayer(
  tx: Write,
  layer: Omit<LocalityLayerRow, 'version' | 'activeFromAt'>,
): Promise<{ readonly version: number }> {
  await tx.db.query('lock table locality_layer in exclusive mode');
  const { localityId, template, params, plan, severity, approvedBy } = layer;
  const { rows } = await tx.db.query<{ version: number | null }>(
    `select max(version) as version from locality_layer where locality_id = $1 and template = $2`,
    [localityId, template],
  );
  const version = (rows[0]?.version ?? 0) + 1;
  const at = new Date(tx.at);
  await tx.db.query(`update locality_layer set ended_at = $3 where locality_id = $1 and template = $2 and ended_at is null`, [
    localityId,
    template,
    at,
  ]);
  await tx.db.query(
    `insert into locality_layer (locality_id, template, version, params, plan, severity, approved_by, created_by, active_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [localityId, template, version, JSON.stringify(params), plan && JSON.stringify(plan), severity, approvedBy, tx.actor, at],
  );
  await tx.audit('locality.layer', localityId, { template, version, approvedBy });
  return { version };
}

/** One agreement that a place's layer reaches. */
export interface ReachedAgreement {
  readonly id: string;
  readonly version: number;
  readonly patientId: string;
  readonly knownAs: string;
  readonly localityId: string;
  readonly inForce: boolean;
  readonly params: RawParams;
  readonly plan: EscalationPlan | null;
  readonly severity: Severity | null;
}

/** Agreements of a kind in a place and all within it, in force or on the way there: up to `limit` after one of them, ordered by id. */
export async function agreementsReached(
  db: Db,
  reach: {
    readonly localityId: string;
    readonly template: string;
    readonly after: Pick<ReachedAgreement, 'id' | 'version'> | null;
    readonly limit: number;
  },
): Promise<ReachedAgreement[]> {
  const { rows } = await db.query<ReachedAgreement>(
    `with recursive inside as (
       select id from locality where id = $1
       union select l.id from locality l join inside i on l.parent_id = i.id)
     select s.id, s.version, s.patient_id as "patientId", p.known_as as "knownAs", h.locality_id as "localityId", s.status = 'active' as "inForce",
            s.params, s.plan, s.severity
       from scenario s join patient p on p.id = s.patient_id join home h on h.id = p.home_id
      where h.locality_id in (select id from inside) and s.template = $2 and s.status in ('draft', 'approved', 'active')
        and (s.id, s.version) > ($3, $4)
      order by s.id, s.version limit $5`,
    [reach.localityId, reach.template, reach.after?.id ?? '', reach.after?.version ?? 0, reach.limit],
  );
  return rows;
}

const select = `select locality_id as "localityId", template, version, params, plan, severity, approved_by as "approvedBy",
  active_from as "activeFromAt", ended_at as "endedAt" from locality_layer`;
