import pg from 'pg';

/** A write that what is stored does not allow. Expected: the caller is told which field, and why. */
export class Refusal extends Error {
  readonly kind: 'not-found' | 'conflict' | 'invalid';
  /** Name of the field as the caller knows it; empty: the thing itself. */
  readonly field: string;

  /** One line a field. */
  readonly issues: readonly { readonly path: string; readonly message: string }[];

  constructor(kind: Refusal['kind'], field: string, message: string, issues: Refusal['issues'] = [{ path: field, message }]) {
    super(message);
    this.kind = kind;
    this.field = field;
    this.issues = issues;
  }
}

/** Constraints of the schema in the caller's words. */
const constraints: Readonly<Record<string, readonly [Refusal['kind'], string, string]>> = {
  locality_parent_id_fkey: ['invalid', 'parentId', 'there is no such locality'],
  home_locality_id_fkey: ['invalid', 'localityId', 'there is no such locality'],
  patient_home_id_fkey: ['invalid', 'homeId', 'there is no such home'],
  patient_nhs_number_key: ['conflict', 'nhsNumber', 'is registered for another patient'],
  contact_patient_id_fkey: ['not-found', 'patientId', 'there is no such patient'],
  scenario_patient_id_fkey: ['not-found', 'patientId', 'there is no such patient'],
  locality_layer_locality_id_fkey: ['not-found', 'id', 'there is no such locality'],
  team_locality_id_fkey: ['invalid', 'localityId', 'there is no such locality'],
  rota_team_id_fkey: ['not-found', 'teamId', 'there is no such team'],
  on_call_team_id_fkey: ['not-found', 'teamId', 'there is no such team'],
  virtual_ward_stay_patient_id_fkey: ['invalid', 'patientId', 'there is no such patient'],
  virtual_ward_stay_open: ['conflict', 'patientId', 'is in a virtual ward already'],
  signpost_service_id_fkey: ['invalid', 'serviceId', 'there is no such service'],
  device_home_id_fkey: ['invalid', 'homeId', 'there is no such home'],
  alarm_unit_pkey: ['conflict', 'alarmUnitNumber', 'is the number of another alarm unit'],
  device_patient_id_fkey: ['invalid', 'patientId', 'there is no such patient'],
  app_version_app_id_fkey: ['not-found', 'appId', 'there is no such app'],
  claim_code_patient_id_fkey: ['invalid', 'patientId', 'there is no such patient'],
  identity_user_email_key: ['conflict', 'email', 'there is a user with this address'],
};

/** What the database said, as a Refusal where a rule of ours said no; anything else as it is. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError) || !error.constraint) return error;
  const known = constraints[error.constraint];
  if (known) return new Refusal(...known);
  if (error.code === '23505' && error.constraint.endsWith('_pkey')) return new Refusal('conflict', 'id', 'is taken');
  return error;
}
