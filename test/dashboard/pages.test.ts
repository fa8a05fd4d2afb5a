import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { sessionView, signInView } from '../../gateway/contract/sign-in.ts';
import { answeringSkills, watchView } from '../../gateway/contract/watch.ts';
import { patience } from '../support/patience.ts';
import { agreementsInEveryStatus, aHistory } from './support/agreements.ts';
import { expectAccessible, viewports } from './support/browser.ts';
import { aPlanView } from './support/care-plan.ts';
import { consoleTests, refusals, soon } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { aDay, anAlert, aPatient, aReading, aStorm, aTask, at, manyAlerts, ownedBy } from './support/fixtures.ts';

const openConsole = consoleTests();

interface State {
  readonly name: string;
  readonly path: string;
  /** Sets the world before the page is opened. */
  readonly given?: (server: ContractServer, now: number) => void;
  /** Brings the open page into the state; ends when it is there. */
  readonly when?: (page: Page, server: ContractServer, now: number) => Promise<unknown>;
  /** Text that is on the page in this state. */
  readonly shows: string | RegExp;
  /** The browser logs every refused request itself. */
  readonly expected?: RegExp;
}

const joan = '/alerts/joan-pills-1';
const withJoan: State['given'] = (server, now) => server.world.alerts.set('joan-pills-1', anAlert(now));
const withPatient: State['given'] = (server, now) => {
  withJoan(server, now);
  server.world.patients = [aPatient(now)];
  server.world.plan = aPlanView(now);
  server.world.observations = aDay(now);
};
const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).click();
/** The gateway falls silent, and the page's time jumps ahead; its timers fire on the way. */
const silentFor = (ms: number) => (page: Page, server: ContractServer) => {
  server.speaking = false;
  return page.clock.runFor(ms);
};
const signedOut: State['given'] = (server) => {
  server.world.signedIn = false;
};

/** By password alone where the service asks for more; a code of the app is enough. */
const withoutFactor: State['given'] = (server) => {
  const me = { ...server.world.me, role: 'administrator' } as const;
  server.world.me = { ...me, needsSecondFactor: true };
  server.answer('GET /api/my/sign-in', signInView, () => ({ hasPassword: true, hasApp: false, passkeys: [] }));
  server.answer('GET /api/my/sessions', sessionView.array(), () => []);
  const secret = {
    totpURI: 'otpauth://totp/Hearthline:ada?secret=ABCDEF',
    qrSvg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    backupCodes: ['abcde-12345'],
  };
  server.answer('POST /api/auth/two-factor/enable', z.unknown(), () => secret);
  server.answer('POST /api/auth/two-factor/verify-totp', z.unknown(), () => {
    server.world.me = { ...me, needsSecondFactor: false };
    return {};
  });
};

const states: readonly State[] = [
  { name: 'sign in', path: '/', given: signedOut, shows: 'E-mail address', expected: refusals },
  {
    name: 'sign in, wrong password',
    path: '/',
    given: signedOut,
    when: async (page) => {
      await page.getByLabel('E-mail address').fill('ada@example.org');
      await page.getByLabel('Password').fill('wrong');
      await press('Sign in')(page);
    },
    shows: 'The e-mail address or the password is not right.',
    expected: refusals,
  },
  { name: 'a second factor is asked for', path: '/patients', given: withoutFactor, shows: 'Your service asks for a second factor.' },
  {
    name: 'a second factor is set up, and the page that was asked for comes by itself',
    path: '/tasks',
    given: withoutFactor,
    when: async (page) => {
      await page.locator('#app-password').fill('a long password');
      await press('Set up an app')(page);
      await page.getByLabel('Code that the app shows').fill('123456');
      await press('Switch on')(page);
      await page.getByRole('heading', { name: 'Tasks' }).waitFor();
    },
    shows: 'Tasks',
  },
  { name: 'worklist, all clear', path: '/', shows: 'All clear: no alert needs someone.' },
  { name: 'worklist, a few', path: '/', given: withJoan, shows: 'The morning dose that was due' },
  {
    name: 'worklist, 500 alerts in a time-lapse',
    path: '/?show=all',
    given: (server, now) => {
      server.world.clock = { speed: 60, demo: true };
      for (const alert of manyAlerts(now, 500)) server.world.alerts.set(alert.id, alert);
    },
    shows: 'a minute of the homes passes each second',
  },
  {
    name: 'worklist, a flood put together, with an outage that is open',
    path: '/',
    given: (server, now) => {
      for (const alert of aStorm(now)) server.world.alerts.set(alert.id, alert);
    },
    when: press(/^Hubs out of reach/),
    shows: 'Hub Person 11',
  },
  {
    name: 'worklist, held while it is read: new, changed and pinned',
    path: '/',
    given: withJoan,
    when: async (page, server, now) => {
      await page.keyboard.press('j');
      server.change(anAlert(now, { id: 'high', severity: 'high', patientName: 'Fred Barnes', reason: 'Call for help pressed.' }));
      server.change(ownedBy(now, anAlert(now), { id: 'u2', name: 'Sam Okafor' }));
    },
    shows: 'Show 1 new',
  },
  {
    name: 'worklist, to be coded',
    path: '/?show=to-code',
    given: (server, now) => server.world.alerts.set('c', cleared(now)),
    shows: 'Cleared:',
  },
  {
    name: 'worklist, before the first list',
    path: '/',
    given: (server) => {
      server.speaking = false;
    },
    shows: 'This does not mean that all is clear.',
  },
  {
    name: 'worklist, late link',
    path: '/',
    given: withJoan,
    when: silentFor(12_000),
    shows: 'The link is late',
  },
  {
    name: 'worklist, notes of the turn before, being read',
    path: '/',
    given: (server, now) => {
      withJoan(server, now);
      const left = { id: 'n1', teamId: 'ccc', teamName: 'Coordination centre', turnAt: at(now, -30), writtenAt: at(now, -45), alert: null };
      server.world.notes = [{ ...left, text: 'Joan’s daughter is away until Thursday.', by: 'Sam Okafor', mine: false, accepted: [] }];
    },
    when: (page) => page.getByRole('button', { name: 'Read', exact: true }).click(),
    shows: 'Joan’s daughter is away until Thursday.',
  },
  { name: 'worklist, dead link', path: '/', given: withJoan, when: silentFor(21_000), shows: 'Not live.' },
  { name: 'worklist, dead link and empty', path: '/', when: silentFor(21_000), shows: 'Not known' },
  { name: 'worklist, key help', path: '/', given: withJoan, when: press(/Keys/), shows: 'Use single letters as shortcuts' },
  {
    name: 'who answers alerts: one on duty has not tested the sound, and gets another queue',
    path: '/watch',
    given: (server, now) => {
      server.world.me = { ...server.world.me, role: 'manager' };
      const staff = { userId: 'u2', name: 'Sam Okafor' };
      const turn = { ...staff, fromAt: at(now, -60), untilAt: at(now, 400), test: null };
      const tests = [{ userId: 'u3', name: 'Dr Amin', at: at(now, -300), heard: true }];
      server.answer('GET /api/watch', watchView, () => ({ mine: { at: at(now, -50), heard: true }, tests, onDuty: [turn] }));
      server.answer('GET /api/skills', answeringSkills.array(), () => [
        { userId: 'u3', name: 'Dr Amin', queues: ['clinical'] },
        { ...staff, queues: (server.world.sent[0]?.body as { queues: string[] } | undefined)?.queues ?? ['social'] },
      ]);
      server.answer('PUT /api/users/u2/skills', answeringSkills.pick({ queues: true }), (body) => body);
    },
    when: async (page, server) => {
      await page.getByText('1 on duty has not heard the alarm sound in this turn: Sam Okafor.').waitFor();
      await press('Change what Sam Okafor answers')(page);
      await page.getByLabel('Technical').check();
      await press('Save')(page);
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(server.world.sent).toEqual([{ path: 'PUT /api/users/u2/skills', body: { queues: ['social', 'technical'] } }]);
    },
    shows: 'Social, Technical',
  },
  { name: 'alert', path: joan, given: withJoan, shows: 'Delivered, not answered' },
  {
    name: 'alert of mine that can be undone',
    path: joan,
    given: (server, now) => server.world.alerts.set('joan-pills-1', ownedBy(now, anAlert(now), server.world.me)),
    shows: 'Undo acknowledgement',
  },
  {
    name: 'alert, overdue, pinned high elsewhere',
    path: joan,
    given: (server, now) => {
      server.world.alerts.set('joan-pills-1', anAlert(now, { nextAt: at(now, -2), evidence: [], notifications: [] }));
      server.world.alerts.set(
        'high',
        anAlert(now, { id: 'high', severity: 'high', patientName: 'Fred Barnes', reason: 'Call for help pressed.' }),
      );
    },
    shows: 'Fred Barnes',
  },
  {
    name: 'alert, someone was faster',
    path: joan,
    given: withJoan,
    when: async (page, server, now) => {
      // Changed behind the back of the live feed: only the answer to the command tells.
      server.world.alerts.set('joan-pills-1', ownedBy(now, anAlert(now), { id: 'u2', name: 'Sam Okafor' }));
      await press('Acknowledge')(page);
    },
    shows: 'Someone was faster',
    expected: refusals,
  },
  { name: 'alert, dead link', path: joan, given: withJoan, when: silentFor(21_000), shows: 'Actions are switched off' },
  {
    name: 'alert, closing without an outcome',
    path: joan,
    given: withJoan,
    when: async (page) => {
      await press('Close with outcome…')(page);
      await press('Close the alert')(page);
    },
    shows: 'an alert is never closed without one',
  },
  {
    name: 'worklist, snoozed',
    path: '/?show=owned',
    given: (server, now) => server.world.alerts.set('joan-pills-1', snoozed(now, server)),
    shows: 'Snoozed',
  },
  {
    name: 'alert, snoozed',
    path: joan,
    given: (server, now) => server.world.alerts.set('joan-pills-1', snoozed(now, server)),
    shows: /Joan is at the day centre/,
  },
  {
    name: 'alert, snoozing without a reason',
    path: joan,
    given: (server, now) => {
      const allowed = ['snooze', 'close'] as const;
      server.world.alerts.set('joan-pills-1', { ...ownedBy(now, anAlert(now), server.world.me), allowed: [...allowed] });
    },
    when: async (page) => {
      await press('Snooze…')(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Snooze' }).click();
      await expect.poll(() => page.locator('#snooze-reason').evaluate((field) => field === document.activeElement), soon).toBe(true);
    },
    shows: 'Say why it can wait',
  },
  { name: 'alert, handing over', path: joan, given: withJoan, when: press('Hand over…'), shows: 'Hand over to' },
  { name: 'alert, note', path: joan, given: withJoan, when: press('Add a note…'), shows: 'It cannot be changed later.' },
  {
    name: 'alert, closed',
    path: joan,
    given: (server, now) => server.world.alerts.set('joan-pills-1', closed(now)),
    shows: 'Outcome: Reassurance',
  },
  {
    name: 'alert of somebody who has no plan of care',
    path: joan,
    given: (server, now) => server.world.alerts.set('joan-pills-1', anAlert(now, { carePlan: null })),
    shows: 'No plan yet.',
  },
  { name: 'alert that does not exist', path: '/alerts/none', shows: 'There is no such alert', expected: refusals },
  {
    name: 'alert that cannot be loaded',
    path: joan,
    given: (server) => server.world.failing.set('/api/alerts/joan-pills-1', 403),
    shows: 'Your role does not allow this.',
    expected: refusals,
  },
  { name: 'patients', path: '/patients', given: withPatient, shows: '1 patient' },
  { name: 'patients, none', path: '/patients', shows: 'No patient is enrolled yet.' },
  {
    name: 'patient with charts and an open table',
    path: '/patients/joan',
    given: withPatient,
    when: (page) => page.getByText('Readings as a table: Blood pressure').click(),
    shows: 'mmHg',
  },
  {
    name: 'patient with what an app sent: converted, and nothing but an average',
    path: '/patients/joan',
    given: (server, now) => {
      withPatient(server, now);
      const original = { value: 54, unit: 'mg/dL' };
      const sugar = { kind: 'glucose', label: 'Glucose', unit: 'mmol/L', value: 2.9974, provenance: 'app', original } as const;
      server.world.observations = [
        aReading(now, -9, sugar),
        aReading(now, -5, { kind: 'heart-rate', label: 'Heart rate', unit: '/min', value: 72, statistic: 'average' }),
      ];
    },
    when: async (page) => {
      await page.getByText('Readings as a table: Heart rate').click();
      await page.getByText('average, not judged').waitFor();
      await page.getByText('Readings as a table: Glucose').click();
      await page.getByText('3 mmol/L').first().waitFor();
    },
    shows: 'from an app, sent as 54 mg/dL',
  },
  {
    name: 'patient with agreements in every status, one opened',
    path: '/patients/joan',
    given: (server, now) => {
      withPatient(server, now);
      server.world.patients = [aPatient(now, { scenarios: agreementsInEveryStatus(now) })];
      server.world.agreementHistory = aHistory(now);
    },
    when: async (page) => {
      await page.getByText('What is agreed, and who set it').first().click();
      await page.getByText('Versions and changes').first().click();
      // What stands behind the head of the page has no contrast to be measured.
      await page.evaluate(() => scrollTo(0, 0));
    },
    shows: 'Approved, version 2, approved by Dr Amin',
  },
  {
    name: 'patient of whom nothing is known',
    path: '/patients/joan',
    given: (server, now) => {
      server.world.patients = [aPatient(now, { lastHeardAt: null, devices: [], scenarios: [], contacts: [] })];
    },
    shows: 'Nothing is known about how the patient is.',
  },
  { name: 'patient that does not exist', path: '/patients/none', shows: 'There is no such patient', expected: refusals },
  {
    name: 'tasks',
    path: '/tasks',
    given: (server, now) => {
      server.world.tasks = [aTask(now, 't1')];
    },
    shows: 'Nobody is on the rota',
  },
  { name: 'tasks, none', path: '/tasks', shows: 'No task is open.' },
  { name: 'no such page', path: '/nothing/here', shows: 'There is no such page' },
];

function cleared(now: number) {
  return anAlert(now, { id: 'c', status: 'cleared', clearedAt: at(now, -1), allowed: ['acknowledge', 'note', 'close'] });
}
function snoozed(now: number, server: ContractServer) {
  const rest = { untilAt: at(now, 240), reason: 'Joan is at the day centre until two o’clock; her daughter knows.' };
  return {
    ...ownedBy(now, anAlert(now), server.world.me),
    snoozes: [
      { scope: 'alert' as const, id: server.world.me.id, name: server.world.me.name, ...rest },
      { scope: 'recipient' as const, id: 'mary', name: 'Mary Price', ...rest },
    ],
  };
}
function closed(now: number) {
  const outcome = { code: 'reassurance', by: 'Ada Finch', note: 'Joan took them with her tea.' };
  return anAlert(now, { status: 'closed', nextAt: null, nextText: null, allowed: [], outcome });
}

describe('every page in every state: axe, reflow, no fault, no other origin', () => {
  it.each(states)('$name', async (state) => {
    const { page, faults, server, now } = await openConsole(state.path, state.given ?? (() => undefined), { expected: state.expected });
    await state.when?.(page, server, now);
    await page.getByText(state.shows).first().waitFor();
    await vi.waitFor(async () => expect(await page.title()).toMatch(/\S – Hearthline$/), patience);
    for (const viewport of viewports) {
      await page.setViewportSize(viewport);
      await expectAccessible(page);
    }
    expect(faults).toEqual([]);
  });
});
