/** Where one person's rows of a table are. */
export interface PersonTable {
  /** SQL condition on alias `t`; $1 is the patient's id. */
  readonly where: string;
  /** SQL, so that two exports of the same rows are the same. */
  readonly order: string;
  /** Columns that leave with nobody: secrets and their hashes. */
  readonly without?: readonly string[];
  /** SQL (jsonb) of columns that are told otherwise than they are stored. */
  readonly told?: string;
}

const homeId = '(select home_id from patient where id = $1)';
const contactIds = '(select id from contact where patient_id = $1)';
/** Their own, and those of the home. */
const deviceIds = `(select id from device where patient_id = $1 or (patient_id is null and home_id = ${homeId}))`;
const orderIds = '(select id from equipment_order where patient_id = $1)';
const alertIds = '(select id from alert where patient_id = $1)';
const visitIds = '(select id from response_job where patient_id = $1)';
/** Accounts with which the person signs in. */
const ownUserIds = `(select user_id from relation where patient_id = $1 and kind = 'self')`;

const ofPatient = (order: string): PersonTable => ({ where: 't.patient_id = $1', order });
const ofDevice = (order: string): PersonTable => ({ where: `t.device_id in ${deviceIds}`, order });

/** Every table that holds something about one person, in the order in which it is handed over. */
export const personTables = {
  patient: { where: 't.id = $1', order: 't.id' },
  home: {
    where: `t.id = ${homeId}`,
    order: 't.id',
    told: `jsonb_build_object('locality', (select name from locality where id = t.locality_id))`,
  },
  contact: ofPatient('t.position, t.id'),
  contact_point: { where: `t.contact_id in ${contactIds}`, order: 't.contact_id, t.kind, t.address', without: ['address', 'code_sha256'] },
  contact_absence: { where: `t.contact_id in ${contactIds}`, order: 't.from_at, t.id' },
  contact_duty: { where: `t.contact_id in ${contactIds}`, order: 't.from_at, t.id' },
  contact_consent: ofPatient('t.id'),
  relation: ofPatient('t.id'),
  invitation: { ...ofPatient('t.made_at, t.id'), without: ['token_sha256', 'email'] },
  identity_user: { where: `t.id in ${ownUserIds}`, order: 't.id' },
  identity_session: { where: `t.user_id in ${ownUserIds}`, order: 't.created_at, t.id', without: ['token'] },
  push_subscription: {
    where: `t.user_id in ${ownUserIds}`,
    order: 't.created_at, t.endpoint',
    without: ['endpoint', 'p256dh', 'auth'],
  },
  scenario: ofPatient('t.id, t.version'),
  goal_words: ofPatient('t.scenario_id'),
  scenario_state: ofPatient('t.scenario_id'),
  care_plan: ofPatient('t.version'),
  care_plan_action_done: ofPatient('t.done_at, t.action_id'),
  referral: ofPatient('t.sent_at, t.id'),
  referral_step: { where: 't.referral_id in (select id from referral where patient_id = $1)', order: 't.referral_id, t.n' },
  virtual_ward_stay: ofPatient('t.admitted_at, t.id'),
  virtual_ward_event: { where: 't.stay_id in (select id from virtual_ward_stay where patient_id = $1)', order: 't.stay_id, t.n' },
  hand_over_note: ofPatient('t.written_at, t.id'),
  hand_over_acceptance: {
    where: 't.note_id in (select id from hand_over_note where patient_id = $1)',
    order: 't.note_id, t.at, t.user_id',
  },
  signpost: ofPatient('t.at, t.id'),
  suggestion: ofPatient('t.week, t.id'),
  alert: ofPatient('t.opened_at, t.id'),
  alert_timeline: {
    where: `t.alert_id in ${alertIds}`,
    order: 't.alert_id, t.n',
    told: `jsonb_build_object('entry', t.entry::jsonb)`,
  },
  response_job: ofPatient('t.requested_at, t.id'),
  response_offer: { where: `t.job_id in ${visitIds}`, order: 't.job_id, t.n' },
  response_event: { where: `t.job_id in ${visitIds}`, order: 't.received_at, t.id' },
  response_line: { where: `t.job_id in ${visitIds}`, order: 't.n' },
  // That there is one, not the code: the copy may lie about.
  key_safe: { where: `t.home_id = ${homeId}`, order: 't.home_id', without: ['sealed'] },
  notification: ofPatient('t.created_at, t.id'),
  // What their people write to the team is told in confidence: somebody who knows them decides about it.
  message: { where: `t.patient_id = $1 and t.user_id in ${ownUserIds}`, order: 't.n' },
  task: { where: `t.patient_id = $1 or t.device_id in ${deviceIds}`, order: 't.created_at, t.id' },
  device: { where: `t.id in ${deviceIds}`, order: 't.enrolled_at, t.id', without: ['secret_sha256', 'certificate_sha256'] },
  device_gaps: ofDevice('t.device_id'),
  device_day: ofDevice('t.device_id, t.day'),
  device_test: ofDevice('t.id'),
  kit_repair: ofDevice('t.id'),
  hub_child: { where: `t.device_id in ${deviceIds} or t.hub_id in ${deviceIds}`, order: 't.hub_id, t.native_id' },
  alarm_unit: ofDevice('t.number'),
  claim_code: {
    where: `t.patient_id = $1 or (t.patient_id is null and t.home_id = ${homeId})`,
    order: 't.id',
    without: ['code_sha256'],
  },
  equipment_order: ofPatient('t.ordered_at, t.id'),
  equipment_item: { where: `t.order_id in ${orderIds}`, order: 't.order_id, t.position' },
  equipment_event: { where: `t.item_id in (select id from equipment_item where order_id in ${orderIds})`, order: 't.id' },
  // The key begins with the source. What a shared device said in a home of several is put down to nobody, and is as much about the others.
  observation: {
    where: `t.source in (select id from device where home_id = ${homeId} union all select 'person:' || $1) and t.patient_id = $1`,
    order: 't.source, t.observed_at, t.key',
  },
  quarantine: { where: `t.source in ${deviceIds}`, order: 't.id', told: `jsonb_build_object('payload', encode(t.payload, 'escape'))` },
  // Deadlines say only when the judge looked again.
  journal: { where: `t.patient_id = $1 and t.type <> 'deadline'`, order: 't.seq' },
  restriction: ofPatient('t.id'),
  audit: ofPatient('t.id'),
} as const satisfies Record<string, PersonTable>;

export type PersonTableName = keyof typeof personTables;

/** Every other table, and why nothing of it is handed over. A test holds the schema against both lists. */
export const notOfOnePerson: Readonly<Record<string, string>> = {
  answering_skill: 'about staff',
  app: 'about programs of makers',
  app_version: 'about programs of makers',
  audit_seal: 'hashes of entries that are handed over',
  device_model: 'about makes and models',
  directory_revision: 'a counter',
  enrolment_draft: 'about whoever is not enrolled yet, seen by who enters it; it goes with the enrolment',
  gateway_beat: 'about this gateway',
  identity_account: 'password hashes and tokens of sign-in: secrets, which tell nothing about anybody',
  identity_lockout: 'wrong passwords counted, until the next right one',
  identity_passkey: 'keys of sign-in: they tell nothing about anybody',
  identity_rate_limit: 'sign-ins counted by address',
  identity_two_factor: 'secrets of sign-in',
  identity_verification: 'tokens of sign-in, gone after use',
  integration: 'about other systems',
  locality: 'about places where many live; the name of theirs stands with their record',
  locality_layer: 'about everybody of a place; what follows for one person stands in their agreements',
  migration: 'about the schema',
  observation_id: 'keys by which a reading is known again; the reading is handed over',
  on_call: 'about staff',
  password_reset: 'tokens of sign-in, gone after use',
  patient_import: 'counts, and what was wrong with rows, without what stood in them',
  response_duty: 'about staff',
  response_unit: 'about staff',
  rota: 'about staff',
  rota_override: 'about staff',
  service: 'about services of the neighbourhood',
  setting: 'about this gateway',
  shift_pattern: 'hours with a name',
  sound_test: 'about staff',
  state_batch: 'the last changes of scenario_state, in the judge’s own packing; they reach it within minutes',
  suggestion_week: 'which weeks have been looked at',
  system_incident: 'about this gateway',
  team: 'about staff',
  training_run: 'exercises with people who are made up',
  virtual_ward: 'about wards; who is in one stands with their stay',
};
