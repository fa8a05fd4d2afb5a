import type pg from 'pg';
import { type Templates, toAgreement, withStanding } from './agreements.ts';
import type { EnrolmentInput, EnrolmentResult } from './contract/people.ts';
import { enrolHome, inPlace } from './store/enrolment.ts';
import { localityByName } from './store/localities.ts';
import { steadyLayers } from './store/locality-layers.ts';
import { type Changed, type Writer, write } from './store/write.ts';

/** Checks every agreement of the file, then writes the whole home in one transaction. Throws Refusal naming the place in the file. */
export async function enrol(
  pool: pg.Pool,
  by: Writer,
  input: EnrolmentInput,
  templates: Templates,
): Promise<{ value: EnrolmentResult; changed: Changed }> {
  return write(pool, by, async (tx) => {
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
    return enrolHome(tx, input, agreements);
  });
}
