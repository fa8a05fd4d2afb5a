import type pg from 'pg';
import { type Templates, toAgreement, withStanding } from './agreements.ts';
import type { EnrolmentInput, EnrolmentResult } from './contract/people.ts';
import { enrolHome, inPlace } from './store/enrolment.ts';
import { dropEnrolmentDraft } from './store/enrolment-drafts.ts';
import { localityByName } from './store/localities.ts';
import { steadyLayers } from './store/locality-layers.ts';
import { type Changed, type Writer, write } from './store/write.ts';

/** Who enrols, and the draft that this began as. */
export interface Enroller {
  readonly name: string;
  readonly ownerId: string;
  /** null: it was no draft. */
  readonly draftId: string | null;
}

/** Checks every agreement of the file, then writes the whole home in one transaction. Throws Refusal naming the place in the file. */
export async function enrol(
  pool: pg.Pool,
  writer: Writer,
  input: EnrolmentInput,
  templates: Templates,
  by: Enroller = { name: writer.actor, ownerId: writer.actor, draftId: null },
): Promise<{ value: EnrolmentResult; changed: Changed }> {
  return write(pool, writer, async (tx) => {
    const layersOf = await steadyLayers(tx);
    const { locality } = input;
    const localityId = locality && ((await localityByName(tx.db, locality.name)) ?? locality.parentId);
    const agreements = input.patients.map((patient, index) => {
      const agreed = patient.scenarios.map((scenario, n) => {
        try {
          return toAgreement(scenario, templates, layersOf(localityId, scenario.template));
        } catch (error) {
          throw inPlace(error, `patients.${index}.scenarios.${n}`);
        }
      });
      return withStanding(agreed, templates);
    });
    if (by.draftId !== null) await dropEnrolmentDraft(tx.db, by.ownerId, by.draftId);
    return enrolHome(tx, input, agreements, by.name);
  });
}
