import type { z } from 'zod';
import type { CarePlanShown } from '../../../../gateway/contract/care-plan.ts';
import type { MyContact, MyGiven, MyLooksOfDay } from '../../../../gateway/contract/consents.ts';
import type { MyPersonDetail, MyReading, myPause } from '../../../../gateway/contract/my.ts';
import type { MyAlertDetail } from '../../../../gateway/contract/my-alert-detail.ts';
import type { myMessages, onDutyEntry } from '../../../../gateway/contract/my-circle.ts';
import type { MyWays } from '../../../../gateway/contract/my-ways.ts';
import type { invitationView, sessionView } from '../../../../gateway/contract/sign-in.ts';
import type { me } from '../../../../gateway/contract/system.ts';

/** What a test can set. */
export interface FamilyWorld {
  me: z.infer<typeof me> | null;
  demo: boolean;
  people: Map<string, MyPersonDetail>;
  alerts: Map<string, MyAlertDetail>;
  readings: MyReading[];
  messages: z.infer<typeof myMessages>;
  onDuty: z.infer<typeof onDutyEntry>[];
  pause: z.infer<typeof myPause>;
  contacts: MyContact[];
  looks: MyLooksOfDay[];
  plan: CarePlanShown | null;
  sessions: z.infer<typeof sessionView>[];
  /** Behind the link of a letter; null: it is over. */
  invitation: z.infer<typeof invitationView> | null;
  given: MyGiven[];
  ways: MyWays;
  /** What something sent is answered, by method and path; else `{}`. */
  answers: Map<string, (body: unknown) => unknown>;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** So long ago, or with a minus in that time. */
export const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

/** Kathleen, as her daughter sees her on a good day. */
export function kathleen(over: Partial<MyPersonDetail> = {}): MyPersonDetail {
  return {
    patientId: 'kathleen',
    knownAs: 'Kathleen',
    zone: 'Europe/London',
    relation: 'contact',
    purposes: ['see-status', 'see-readings', 'be-told'],
    sentence: {
      key: 'up-and-about',
      text: 'Kathleen is up and about. She was last in the kitchen.',
      tone: 'well',
      asOfAt: ago(4 * minute),
      goodUntilAt: ago(-60 * minute),
    },
    lastHeardAt: ago(minute),
    openAlerts: 0,
    today: [],
    goals: [],
    presence: { mode: 'home', untilAt: null },
    pause: null,
    unreadMessages: 1,
    mayAct: ['see-readings', 'messages', 'see-duty', 'be-on-duty', 'see-alerts', 'see-plan'],
    ...over,
  };
}

/** Kathleen, as she sees herself. */
function kathleenHerself(over: Partial<MyPersonDetail> = {}): MyPersonDetail {
  const { sentence } = kathleen();
  return kathleen({
    relation: 'self',
    purposes: [],
    sentence: { ...sentence!, text: 'All is well at home. Your fridge was opened this morning.' },
    today: [
      {
        id: 't1',
        kind: 'dose',
        text: 'Take your morning tablets',
        fromAt: null,
        dueAt: ago(-30 * minute),
        readingKind: null,
        alertId: null,
      },
      {
        id: 't2',
        kind: 'reading',
        text: 'Measure your blood pressure',
        fromAt: null,
        dueAt: null,
        readingKind: 'blood-pressure',
        alertId: null,
      },
      {
        id: 't3',
        kind: 'dose',
        text: 'Take your water tablet',
        fromAt: null,
        dueAt: ago(60 * minute),
        readingKind: null,
        alertId: null,
      },
    ],
    goals: [{ id: 'walk', text: 'Walk to the shop and back', done: 3, of: 5, attainment: '3 of 5 times this week' }],
    mayAct: [
      'see-readings',
      'enter-readings',
      'say-ok',
      'call-help',
      'pause',
      'messages',
      'see-goals',
      'change-goals',
      'see-plan',
      'see-contacts',
      'see-looks',
    ],
    ...over,
  });
}

/** It is Kathleen who is signed in. */
export function herself(world: FamilyWorld): void {
  world.me = { id: 'u2', name: 'Kathleen Example', email: 'kathleen@example.org', role: 'patient', needsSecondFactor: false };
  world.people.set('kathleen', kathleenHerself());
}

/** Why Maureen is asked on a bad day. */
export function fridgeAlert(over: Partial<MyAlertDetail> = {}): MyAlertDetail {
  return {
    id: 'alert-1',
    version: 3,
    patientId: 'kathleen',
    knownAs: 'Kathleen',
    severity: 'moderate',
    status: 'open',
    text: 'Nobody has opened the fridge since 07:00.',
    openedAt: ago(40 * minute),
    owner: null,
    asked: true,
    allowed: ['acknowledge', 'decline', 'hand-over'],
    tried: [{ name: 'Kathleen', text: 'was asked by the fridge and did not answer' }],
    nextText: 'The care centre is asked.',
    nextAt: ago(-15 * minute),
    handOverTo: [{ contactId: 'c2', name: 'Peter' }],
    plan: null,
    ...over,
  };
}

/** A week of blood pressures, one taken by hand. */
function pressures(): MyReading[] {
  return [138, 142, 135, 151, 140, 137, 144].map((systolicMmHg, i) => ({
    key: `r${i}`,
    kind: 'blood-pressure',
    label: 'Blood pressure',
    text: `${systolicMmHg} over ${80 + i} mmHg`,
    value: { systolicMmHg, diastolicMmHg: 80 + i },
    measuredAt: ago(i * day + 60 * minute),
    receivedAt: ago(i * day + 60 * minute),
    byHand: i === 2,
  }));
}

/** Maureen follows her mother. */
export function kathleens(): FamilyWorld {
  return {
    me: { id: 'u1', name: 'Maureen', email: 'maureen@example.org', role: 'contact', needsSecondFactor: false },
    demo: false,
    people: new Map([['kathleen', kathleen()]]),
    alerts: new Map(),
    readings: pressures(),
    messages: {
      notice: 'Not for emergencies. Somebody answers on the same day.',
      unread: 1,
      messages: [
        {
          id: 'm1',
          at: ago(120 * minute),
          text: 'Could the carer check her slippers?',
          mine: true,
          by: 'Maureen',
          readAt: ago(90 * minute),
        },
        { id: 'm2', at: ago(80 * minute), text: 'Yes. Ben looks at them this evening.', mine: false, by: 'Asha Rahman', readAt: null },
      ],
    },
    onDuty: [],
    pause: {
      pause: null,
      rests: ['Fridge not opened at mealtime'],
      goesOn: ['Call for help'],
      text: 'While you are away nobody is called because of the fridge.',
    },
    contacts: [
      {
        contactId: 'maureen',
        name: 'Maureen',
        relationship: 'daughter',
        allowed: [
          { purpose: 'be-told', basis: 'patient', sinceAt: ago(30 * day), by: 'Kathleen', endsAt: null, why: null },
          { purpose: 'see-status', basis: 'patient', sinceAt: ago(30 * day), by: 'Kathleen', endsAt: null, why: null },
        ],
      },
    ],
    looks: [
      {
        date: ago(0).slice(0, 10),
        looks: [{ by: 'Maureen', role: 'your daughter', what: 'Looked at how you are', lastAt: ago(5 * minute), times: 3 }],
      },
    ],
    plan: {
      version: 2,
      activeFrom: ago(20 * day),
      approvedBy: 'Dr Amin',
      agreed: 'Kathleen agreed.',
      reviewOn: ago(-60 * day).slice(0, 10),
      reviewOverdue: false,
      parts: [{ section: 'mattersToMe', title: 'What matters to me', lines: ['My garden, and Sunday lunch.'], recorded: true }],
    },
    sessions: [
      {
        id: 's1',
        isThis: true,
        way: 'password',
        startedAt: ago(day),
        usedAt: ago(minute),
        endsAt: ago(-day),
        address: '192.0.2.7',
        browser: 'Firefox on Android',
      },
    ],
    invitation: null,
    given: [
      {
        patientId: 'kathleen',
        knownAs: 'Kathleen',
        allowed: [
          { purpose: 'be-told', sinceAt: ago(30 * day), endsAt: null },
          { purpose: 'see-status', sinceAt: ago(30 * day), endsAt: null },
        ],
      },
    ],
    ways: {
      ways: [
        { kind: 'sms', address: '+447700900123', checked: true },
        { kind: 'email', address: 'maureen@example.org', checked: true },
      ],
      detailsOnLockScreen: false,
    },
    answers: new Map(),
  };
}
