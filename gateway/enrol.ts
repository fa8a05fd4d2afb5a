import type pg from 'pg';
import { type Templates, toAgreement, withStanding } from './agreements.ts';
import type { EnrolmentInput, EnrolmentResult } from './contract/people.ts';
import { enrolHome, inPlace } from './store/enrolment.ts';
import { type Changed, type Writer, write } from './store/write.ts';

/** Checks every agreement of the file, then writes the whole home in one transaction. Throws Refusal naming the place in the file. */
export async function enrol(
  pool: pg.Pool,
  by: Writer,
  input: EnrolmentInput,
  templates: Templates,
): Promise<{ value: EnrolmentResult; changed: Changed }> {
  const agreements = input.patients.map((patient, index) => {
    const agreed = patient.scenarios.map((scenario, n) => {
      try {
        return toAgreement(scenario, templates);
      } catch (error) {
        throw inPlace(error, `patients.${index}.scenarios.${n}`);
      }
    });
    return withStanding(agreed, templates);
  });
  return write(pool, by, (tx) => enrolHome(tx, input, agreements));
}
