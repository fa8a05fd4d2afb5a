import type { roles } from '../../gateway/contract/relations.ts';

type Role = (typeof roles)[number];

const care: readonly Role[] = ['coordinator', 'responder', 'clinician', 'manager'];
const arrange: readonly Role[] = ['coordinator', 'clinician', 'manager', 'administrator'];
const agree: readonly Role[] = ['clinician', 'administrator'];
const setUp: readonly Role[] = ['administrator'];
const clinician: readonly Role[] = ['clinician'];

/** Who is offered what. The gateway decides; this keeps buttons from people whom it would refuse. */
const offered = {
  approve: clinician,
  preview: clinician,
  activate: agree,
  supersede: agree,
  retire: agree,
  drop: agree,
  make: agree,
  pause: arrange,
  resume: arrange,
  withdraw: arrange,
  /** Drafts of plans of care. */
  writePlan: ['coordinator', 'clinician', 'manager'],
  /** Homes, devices, apps, users. */
  setUp,
  /** Who may sign in. */
  manageUsers: ['manager', 'administrator'],
  /** Who looked at a record. */
  seeLooks: ['clinician', 'manager'],
  /** A copy of a record, and closing it. */
  keepRecords: ['manager'],
  /** Everything about somebody new, once. */
  enrol: ['administrator', 'coordinator', 'clinician'],
  /** The code of a key safe is written by them and read by none of them. */
  keySafe: ['administrator', 'coordinator'],
  /** Thousands at once. */
  importPeople: ['administrator', 'manager'],
  /** Presence, dates of contacts, swaps on a rota. */
  arrange,
  /** Have a device speak, ask for a reading, or test it; and see what became of it. */
  command: ['coordinator', 'responder', 'clinician', 'manager'],
  /** Rotas, and who is on call without one. */
  makeRotas: ['manager', 'administrator'],
  /** The list of a hand-over tells of alerts. */
  handOver: care,
  /** Send crews, ask another one, call a visit off. */
  dispatch: ['coordinator', 'clinician', 'manager'],
  /** Crews and vehicles, as they are set up. */
  setUpUnits: ['manager', 'administrator'],
  /** How the work did; an administrator sees what tells nothing of people's care. */
  seeFigures: ['clinician', 'manager', 'administrator'],
  readReport: ['clinician', 'manager'],
  /** Who is in a virtual ward, with how much care. */
  decideStay: clinician,
  runWards: ['manager', 'administrator'],
  /** Alerts and readings; an administrator has no need of them. */
  seeAlerts: care,
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type Offered = keyof typeof offered;

export function mayDo(role: Role | undefined, what: Offered): boolean {
  const those: readonly Role[] = offered[what];
  return role !== undefined && those.includes(role);
}
