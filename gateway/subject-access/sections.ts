import type { PersonTableName } from '../store/person-tables.ts';
import { equipmentSections } from './equipment-sections.ts';
import { responseSections } from './response-sections.ts';
import type { Section } from './section.ts';

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
  contact_point: {
    title: 'How your people are reached',
    meaning: 'Which ways were checked, and how; the numbers and addresses are theirs, and are left out.',
    columns: { Who: 'contactId', By: 'kind', Checked: 'checkedAt', How: 'checkedHow' },
  },
  contact_absence: {
    title: 'When your people are away',
    meaning: 'Dates on which they are not asked.',
    columns: { Who: 'contactId', From: 'fromAt', Until: 'untilAt', Why: 'reason' },
  },
  contact_duty: {
    title: 'When your people are there for you',
    meaning: 'Times for which they said that they are asked first.',
    columns: { Who: 'contactId', From: 'fromAt', Until: 'untilAt' },
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
  push_subscription: {
    title: 'Your telephones',
    meaning: 'Telephones on which your app takes notices.',
    columns: { Since: 'createdAt', 'Did not get through': 'failedAt' },
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
  goal_words: {
    title: 'Your goals in your own words',
    meaning: 'As you put them.',
    columns: { Goal: 'words', Said: 'saidAt' },
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
  referral: {
    title: 'Services you were sent to',
    meaning: 'What was told to each service, and how you agreed to it.',
    columns: { Service: 'serviceId', Why: 'reason', Answers: 'answers', Agreed: 'consentNote', Sent: 'sentAt', 'Stands at': 'step' },
  },
  referral_step: {
    title: 'How far each service has come',
    meaning: 'When a service took you on, or did not.',
    columns: { Referral: 'referralId', Step: 'step', When: 'at', By: 'byName', Note: 'note' },
  },
  signpost: {
    title: 'Services you were told of',
    meaning: 'Groups and services near by whose words were sent or told to you.',
    columns: { Service: 'serviceId', When: 'at', By: 'byName', How: 'how', Note: 'note' },
  },
  virtual_ward_stay: {
    title: 'Your virtual wards',
    meaning: 'When you were looked after at home as on a ward, and by whom.',
    columns: { For: 'pathway', Level: 'level', By: 'clinician', From: 'admittedAt', 'Planned until': 'targetOn', Until: 'dischargedAt' },
  },
  virtual_ward_event: {
    title: 'What was decided in your virtual wards',
    meaning: 'Reviews, more or less care, and the end.',
    columns: { When: 'at', What: 'type', By: 'byName', Level: 'level', Note: 'note' },
  },
  hand_over_note: {
    title: 'Notes about your alerts from one shift to the next',
    meaning: 'What staff who left told those who came.',
    columns: { Alert: 'alertId', When: 'writtenAt', By: 'byName', Note: 'text' },
  },
  hand_over_acceptance: {
    title: 'Who read such a note',
    meaning: 'Who of those who came has read it.',
    columns: { Note: 'noteId', By: 'byName', When: 'at' },
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
  ...responseSections,
  notification: {
    title: 'Messages',
    meaning: 'What was sent to you and about you, and what became of it.',
    columns: { When: 'createdAt', To: 'body.recipient.name', By: 'channelKind', Words: 'body.body', 'What became of it': 'status' },
  },
  message: {
    title: 'What you and the team wrote',
    meaning: 'Your own thread. What your people wrote to the team is told in confidence, and is left out.',
    columns: { When: 'at', 'From the team': 'fromTeam', Words: 'text', Read: 'readAt' },
  },
  task: {
    title: 'Things to be done',
    meaning: 'What somebody had to mend or arrange for you.',
    columns: { When: 'createdAt', What: 'text', Done: 'doneAt', By: 'doneBy' },
  },
  ...equipmentSections,
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
  restriction: {
    title: 'When your record was closed',
    meaning: 'Who closed and opened it, and why.',
    columns: { Closed: 'setAt', Why: 'reason', By: 'setBy', Opened: 'liftedAt' },
  },
  audit: {
    title: 'Who changed and who saw what about you',
    meaning: 'Accounts are named by their numbers; ask us for the person behind one.',
    columns: { When: 'at', Who: 'actor', What: 'action' },
  },
};
