import type { PersonTableName } from '../store/person-tables.ts';

/** How a table is told to the person whom it is about. */
export interface Section {
  /** The heading on the page. */
  readonly title: string;
  /** What it is, in one sentence. */
  readonly meaning: string;
  /** Headings of the page with the field that each shows (`state.reason` is a field of a field); the file for machines holds everything. */
  readonly columns: Readonly<Record<string, string>>;
}

/** In the order of `personTables`. Readings stand on the page as days: see `readings-by-day.ts`. */
export const sections: Readonly<Record<PersonTableName, Section>> = {
  patient: {
    title: 'You',
    meaning: 'Who you are to us, and where you are now.',
    columns: {
      'First name': 'givenName',
      'Family name': 'familyName',
      Called: 'knownAs',
      'NHS number': 'nhsNumber',
      Born: 'birthDate',
      'What we must know first': 'summary',
      Language: 'language',
      'Where you are': 'presenceMode',
      'With us since': 'createdAt',
    },
  },
  home: {
    title: 'Your home',
    meaning: 'Where you live, and how somebody gets in to help you.',
    columns: { Address: 'address', Area: 'locality', 'How to get in': 'keyAccess' },
  },
  contact: {
    title: 'Your people',
    meaning: 'Family, friends and neighbours. How to reach them is theirs, and is left out.',
    columns: {
      Name: 'name',
      'Who they are': 'relationship',
      'Asked as number': 'position',
      'May be told': 'mayBeTold',
      'Note about consent': 'consentNote',
      Removed: 'removedAt',
    },
  },
  contact_absence: {
    title: 'When your people are away',
    meaning: 'Dates on which they are not asked.',
    columns: { Who: 'contactId', From: 'fromAt', Until: 'untilAt', Why: 'reason' },
  },
  contact_consent: {
    title: 'What you allowed',
    meaning: 'Each permission for one of your people, as it was given and taken back.',
    columns: {
      Who: 'contactId',
      'What for': 'purpose',
      'Decided by': 'givenBy',
      As: 'basis',
      Given: 'givenAt',
      Ends: 'endsAt',
      Ended: 'endedAt',
    },
  },
  relation: {
    title: 'Who can sign in for you',
    meaning: 'Accounts that stand in some relation to you.',
    columns: { Account: 'userId', As: 'kind', From: 'fromAt', Until: 'untilAt', Ended: 'endedAt' },
  },
  invitation: {
    title: 'Invitations',
    meaning: 'Who was asked to sign in for you, and whether they did.',
    columns: { Name: 'name', As: 'relation', By: 'madeBy', Made: 'madeAt', Accepted: 'acceptedAt', Withdrawn: 'withdrawnAt' },
  },
  identity_user: {
    title: 'Your account',
    meaning: 'With what you sign in.',
    columns: { Name: 'name', 'E-mail': 'email', Made: 'createdAt' },
  },
  identity_session: {
    title: 'Where you are signed in',
    meaning: 'Each sign-in that has not ended.',
    columns: { Since: 'createdAt', Until: 'expiresAt', Address: 'ipAddress', Program: 'userAgent' },
  },
  scenario: {
    title: 'What was agreed with you',
    meaning: 'Every version of every agreement, also those that are over.',
    columns: {
      Agreement: 'template',
      Version: 'version',
      State: 'status',
      'Approved by': 'approvedBy',
      'In force from': 'activeFrom',
      Ended: 'endedAt',
      Consent: 'consentNote',
      'Set to': 'params',
    },
  },
  scenario_state: {
    title: 'What is remembered from moment to moment',
    meaning: 'What the service keeps in mind so that it can tell whether an agreement is kept.',
    columns: { Agreement: 'scenarioId', 'Looked at again': 'wakeAt', 'Alerts so far': 'episode' },
  },
  care_plan: {
    title: 'Your plan of care',
    meaning: 'Every version of the plan that was made with you.',
    columns: {
      Version: 'version',
      State: 'status',
      Plan: 'sections',
      'Written by': 'writtenBy',
      'Approved by': 'approvedBy',
      From: 'activeFrom',
    },
  },
  care_plan_action_done: {
    title: 'What was done of your plan',
    meaning: 'Actions of the plan that are done.',
    columns: { Action: 'actionId', When: 'doneAt', By: 'doneBy' },
  },
  suggestion: {
    title: 'Suggestions about your agreements',
    meaning: 'What the service proposed to your clinician.',
    columns: { Week: 'week', Suggestion: 'text', 'Set aside': 'dismissedAt', Why: 'dismissReason' },
  },
  alert: {
    title: 'Alerts',
    meaning: 'Each time something was not as agreed.',
    columns: {
      Began: 'openedAt',
      Why: 'state.reason',
      'How grave': 'severity',
      State: 'status',
      Ended: 'closedAt',
      Outcome: 'state.outcome.code',
      Number: 'id',
    },
  },
  alert_timeline: {
    title: 'What happened in each alert',
    meaning: 'Step by step, as it was written down at the time.',
    columns: { Alert: 'alertId', When: 'at', What: 'entry.text', Who: 'entry.actor.name' },
  },
  notification: {
    title: 'Messages',
    meaning: 'What was sent to you and about you, and what became of it.',
    columns: { When: 'createdAt', To: 'body.recipient.name', By: 'channelKind', Words: 'body.body', 'What became of it': 'status' },
  },
  task: {
    title: 'Things to be done',
    meaning: 'What somebody had to mend or arrange for you.',
    columns: { When: 'createdAt', What: 'text', Done: 'doneAt', By: 'doneBy' },
  },
  device: {
    title: 'Your equipment',
    meaning: 'What in your home sends readings.',
    columns: { Name: 'name', Kind: 'kind', Room: 'room', Since: 'enrolledAt', Ended: 'revokedAt' },
  },
  device_gaps: {
    title: 'How often your equipment is heard',
    meaning: 'From which is learned when it is silent for too long.',
    columns: { Equipment: 'deviceId', 'Days counted': 'days.length' },
  },
  device_day: {
    title: 'How your equipment did',
    meaning: 'Battery, signal and clock by the day; days are counted from 1 January 1970.',
    columns: { Equipment: 'deviceId', Day: 'day', 'Battery %': 'batteryPercent', Signal: 'signalLast' },
  },
  device_test: {
    title: 'Tests of your equipment',
    meaning: 'Tests that a person made or saw.',
    columns: { Equipment: 'deviceId', When: 'at', Worked: 'worked', By: 'by', Note: 'note' },
  },
  kit_repair: {
    title: 'Repairs',
    meaning: 'Equipment that was known not to work, and what was done meanwhile.',
    columns: { Equipment: 'deviceId', Since: 'since', Meanwhile: 'interimPlan', 'Works since': 'testedAt' },
  },
  hub_child: {
    title: 'What your hub has found',
    meaning: 'Sensors that were heard in your home.',
    columns: { Name: 'name', 'Made by': 'make', Model: 'model', Found: 'foundAt' },
  },
  alarm_unit: {
    title: 'Alarm units',
    meaning: 'The number by which your alarm unit calls.',
    columns: { Number: 'number', Equipment: 'deviceId' },
  },
  claim_code: {
    title: 'Codes to add equipment',
    meaning: 'Codes that were made for your home; the codes themselves are not kept.',
    columns: { 'Good until': 'expiresAt', Used: 'usedAt', By: 'createdBy' },
  },
  equipment_order: {
    title: 'Equipment on loan',
    meaning: 'What was ordered for you.',
    columns: { Ordered: 'orderedAt', Urgency: 'urgency', Note: 'note', Due: 'dueAt' },
  },
  equipment_item: {
    title: 'Pieces on loan',
    meaning: 'Each piece, and where it is now.',
    columns: { What: 'name', State: 'state', Delivered: 'deliveredAt', 'Service due': 'serviceDueOn' },
  },
  equipment_event: {
    title: 'What became of pieces on loan',
    meaning: 'Who brought, served or fetched it.',
    columns: { When: 'at', What: 'step', By: 'by', Note: 'note' },
  },
  observation: {
    title: 'Readings',
    meaning: 'What your equipment, your apps and people sent about you. Here by the day; each single one is in the file for machines.',
    columns: {},
  },
  quarantine: {
    title: 'What could not be read',
    meaning: 'Messages of your equipment that made no sense, kept so that they can be looked at.',
    columns: { When: 'receivedAt', From: 'source', Why: 'reason' },
  },
  journal: {
    title: 'What the service was told',
    meaning: 'Changes of your agreements, answers of people and the like, in the order in which they were weighed.',
    columns: { Place: 'seq', What: 'type' },
  },
  audit: {
    title: 'Who changed and who saw what about you',
    meaning: 'Accounts are named by their numbers; ask us for the person behind one.',
    columns: { When: 'at', Who: 'actor', What: 'action' },
  },
};
