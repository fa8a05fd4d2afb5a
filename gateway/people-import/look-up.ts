import type pg from 'pg';
import { packs } from '../../rules/packs/registry.ts';
import { type Templates, withStanding } from '../agreements.ts';
import type { ImportFault, PatientImportReport } from '../contract/patient-imports.ts';
import { type Locality, listLocalities } from '../store/localities.ts';
import { type LayersOf, localityLayers } from '../store/locality-layers.ts';
import { type EnrolledPerson, enrolledOf } from '../store/patient-imports.ts';
import type { NewAgreement } from '../store/scenarios.ts';
import type { Household } from './households.ts';
import { type PackDrafts, packDrafts } from './pack-drafts.ts';
import type { ImportedPerson } from './read-person.ts';

/** Whoever of a household is not enrolled yet, ready to be written. */
export interface Ready {
  /** The home in which others of the household live already, or a new one. */
  readonly home: { readonly id: string } | { readonly address: string; readonly localityId: string | null; readonly keyAccess: string };
  readonly members: readonly (ImportedPerson & { readonly agreed: readonly NewAgreement[] })[];
}

/** Who is there already, who can be written, and what is wrong with the others: places or packs that there are not. */
export async function lookUp(
  { pool, templates }: { readonly pool: pg.Pool; readonly templates: Templates },
  households: readonly Household[],
): Promise<{
  readonly ready: readonly Ready[];
  readonly alreadyThere: number;
  readonly leftOut: PatientImportReport['leftOut'];
  readonly refused: readonly ImportFault[];
}> {
  const enrolledAs = await whoIsEnrolled(pool, households);
  const places = await listLocalities(pool);
  const agreedBy = agreementsBy(templates, await localityLayers(pool, null));
  let alreadyThere = 0;
  const refused: ImportFault[] = [];
  const leftOut = new Map<string, PatientImportReport['leftOut'][number]>();
  const ready: Ready[] = [];
  for (const { address, locality, keyAccess, members } of households) {
    const known = members.map(enrolledAs);
    const homeId = known.find((one) => one !== null)?.homeId;
    alreadyThere += known.filter((one) => one !== null).length;
    const place = placeOf(places, locality);
    const taken: Ready['members'][number][] = [];
    for (const member of members.filter((_, n) => known[n] === null)) {
      const faults: Omit<ImportFault, 'row'>[] = [];
      if (homeId === undefined && address === null) faults.push({ column: 'address', message: 'is missing' });
      if (typeof place === 'string') faults.push({ column: 'locality', message: place });
      if (member.packs.some((id) => !packs.has(id))) faults.push({ column: 'packs', message: noSuchPack });
      refused.push(...faults.map((fault) => ({ row: member.row, ...fault })));
      if (faults.length > 0 || typeof place === 'string') continue;
      const { agreements, leftOut: left } = agreedBy(member.packs, place?.id ?? null);
      for (const one of left) leftOut.set(JSON.stringify(one), one);
      taken.push({ ...member, agreed: agreements });
    }
    if (taken.length === 0 || typeof place === 'string') continue;
    ready.push({
      home: homeId === undefined ? { address: address!, localityId: place?.id ?? null, keyAccess } : { id: homeId },
      members: taken,
    });
  }
  return { ready, alreadyThere, leftOut: [...leftOut.values()], refused };
}

const noSuchPack = `names a pack that there is not; there are ${[...packs.keys()].join(', ')}`;

/** Finds a person of the file among the enrolled: by NHS number, else by the id of one who has none, or the same. */
async function whoIsEnrolled(pool: pg.Pool, households: readonly Household[]): Promise<(member: ImportedPerson) => EnrolledPerson | null> {
  const people = households.flatMap(({ members }) => members.map(({ person }) => person));
  const given = (values: readonly (string | null | undefined)[]) => values.flatMap((value) => value ?? []);
  const enrolled = await enrolledOf(pool, given(people.map(({ nhsNumber }) => nhsNumber)), given(people.map(({ id }) => id)));
  const byNumber = new Map(enrolled.map((one) => [one.nhsNumber, one]));
  const byId = new Map(enrolled.map((one) => [one.id, one]));
  return ({ person: { id, nhsNumber } }) => {
    const numbered = nhsNumber === null ? undefined : byNumber.get(nhsNumber);
    const named = id === undefined ? undefined : byId.get(id);
    // Under the id of somebody with another number nothing is written: the database refuses the id, and the report says so.
    const isSame = named && (nhsNumber === null || named.nhsNumber === null || named.nhsNumber === nhsNumber);
    return numbered ?? (isSame ? named : undefined) ?? null;
  };
}

/** The place of this name or id; null: none is named; a text: what is wrong. */
function placeOf(places: readonly Locality[], named: string | null): Locality | null | string {
  if (named === null) return null;
  const found = places.filter(({ id, name }) => id === named || name === named);
  if (found.length > 1) return 'is the name of several localities; give the id of one';
  return found[0] ?? 'is no locality that there is; add it first';
}

/** What is agreed by packs, with what everybody has. The same packs in the same place give the same, so they are made once. */
function agreementsBy(templates: Templates, layersOf: LayersOf): (ids: readonly string[], localityId: string | null) => PackDrafts {
  const known = new Map<string, PackDrafts>();
  return (ids, localityId) => {
    const key = `${localityId} ${ids.join()}`;
    const before = known.get(key);
    if (before) return before;
    const drafts = packDrafts(
      ids.map((id) => packs.get(id)!),
      templates,
      (template) => layersOf(localityId, template),
    );
    const made = { ...drafts, agreements: withStanding(drafts.agreements, templates) };
    known.set(key, made);
    return made;
  };
}
