/** SQL: whether the record of the person with this id (an SQL expression) is open. Lists of people leave out those whose is not. */
export const isOpenRecord = (patientId: string): string =>
  `not exists (select from restriction where restriction.patient_id = ${patientId} and restriction.lifted_at is null)`;
