import { expect, it } from 'vitest';
import { myAlertConflict } from '../../../gateway/contract/my-alert-detail.ts';
import { expectAccessible } from '../support/browser.ts';
import { type FamilyServer, previewOf, type Sent } from './support/family-server.ts';
import { fridgeAlert, herself, kathleen } from './support/family-world.ts';
import { failures, familyTests, smallest } from './support/open-family.ts';

const open = familyTests();
const minutes = { timeout: 120_000 };

it('a call for help takes two presses, and says what happens now', minutes, async () => {
  const { page, server } = await open('/family/', ({ world }) => {
    herself(world);
    world.answers.set('POST /api/my/people/kathleen/help', () => ({ text: 'The care centre is being called.' }));
  });
  // Of what was left out it says so, and it stands by itself.
  const earlier = page.getByRole('heading', { name: 'Earlier today' });
  expect(await earlier.locator('+ ul').textContent()).toMatch(/Take your water tablet\s+was due by /);
  await page.getByRole('button', { name: 'Call for help' }).click();
  await page.getByText('One more press calls your care team.').waitFor();
  await page.setViewportSize(smallest);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'No, I do not need help' }).click();
  expect(server.sent).toEqual([]);
  await page.getByRole('button', { name: 'Call for help' }).click();
  await page.getByRole('button', { name: 'Press again to call for help' }).click();
  await page.getByText('The care centre is being called.').waitFor();
  expect(server.sent.map(({ path }) => path)).toEqual(['/api/my/people/kathleen/help']);
});

it('a call while the database is away says that people are called, and to ring as well', minutes, async () => {
  const { page } = await open(
    '/family/',
    (server) => {
      herself(server.world);
      server.refusals.push({ status: 503, body: { title: 'Not stored', status: 503 } });
    },
    failures,
  );
  await page.getByRole('button', { name: 'Call for help' }).click();
  await page.getByRole('button', { name: 'Press again to call for help' }).click();
  await page.getByText('People are being called.').waitFor();
  await page.getByRole('link', { name: 'Call 999' }).waitFor();
});

it('an odd reading is taken, and asked for again; one that cannot be is not sent', minutes, async () => {
  const { page, server } = await open('/family/', ({ world }) => {
    herself(world);
    const repeat = { text: 'That is higher than usual for you. Sit for five minutes first.' };
    world.answers.set('POST /api/my/people/kathleen/readings', () => ({ stored: true, repeat }));
  });
  await page.getByRole('link', { name: 'Enter it' }).click();
  await page.getByLabel('The upper number').fill('80');
  await page.getByLabel('The lower number').fill('182');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The first number must be higher than the second.').waitFor();
  expect(server.sent).toEqual([]);
  await page.getByLabel('The upper number').fill('182');
  await page.getByLabel('The lower number').fill('80');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('That is higher than usual for you.').waitFor();
  await page.setViewportSize(smallest);
  await expectAccessible(page);
  expect(server.sent.map(({ body }) => body)).toMatchObject([{ kind: 'blood-pressure', value: { systolicMmHg: 182, diastolicMmHg: 80 } }]);
});

it('an alert is accepted; who was faster is shown, and nothing is done', minutes, async () => {
  const { page, server } = await open('/family/', ({ world }) => world.alerts.set('alert-1', fridgeAlert()), failures);
  const taken = fridgeAlert({
    version: 4,
    asked: false,
    allowed: [],
    owner: { name: 'Peter', mine: false, untilAt: fridgeAlert().nextAt! },
  });
  server.refusals.push({ status: 409, body: myAlertConflict.parse({ title: 'Somebody was faster', status: 409, alert: taken }) });
  await page.getByRole('link', { name: /Nobody has opened the fridge/ }).click();
  await page.getByRole('button', { name: 'I’ll see to it' }).waitFor();
  server.world.alerts.set('alert-1', taken);
  await page.getByRole('button', { name: 'I’ll see to it' }).click();
  await page.getByText('It changed while you were reading.').waitFor();
  await page.getByText('Peter has it until').waitFor();
  expect(server.sent).toMatchObject([{ path: '/api/my/alerts/alert-1/commands', body: { type: 'acknowledge', version: 3 } }]);
});

it('an alert is handed to another of the family, or to the centre', minutes, async () => {
  const { page, server } = await open('/family/alerts/alert-1', ({ world }) => {
    world.alerts.set('alert-1', fridgeAlert());
    world.answers.set('POST /api/my/alerts/alert-1/commands', () => {
      const changed = fridgeAlert({ version: 4, asked: false });
      world.alerts.set('alert-1', changed);
      return changed;
    });
  });
  await page.getByRole('button', { name: 'Ask somebody else' }).click();
  await page.setViewportSize(smallest);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Ask Peter' }).click();
  await expect.poll(() => server.sent).toMatchObject([{ body: { type: 'hand-over', to: { contactId: 'c2' }, version: 3 } }]);
  await page.getByRole('button', { name: 'Ask the care centre' }).click();
  await expect.poll(() => server.sent[1]).toMatchObject({ body: { type: 'hand-over', to: { level: 'coordination' }, version: 4 } });
});

it('what is withdrawn is gone from an open page', minutes, async () => {
  const { page, server } = await open('/family/people/kathleen', undefined, failures);
  await page.getByText('Kathleen is up and about.').waitFor();
  server.world.people.clear();
  server.gone('kathleen');
  // Sooner than a page asks by itself.
  await page.getByText('This is not shared with you, or not any more.').waitFor({ timeout: 15_000 });
  expect(await page.getByText('up and about').count()).toBe(0);
});

it('what changes is shown without loading anew', minutes, async () => {
  const { page, server } = await open('/family/');
  await page.getByText('Kathleen is up and about.').waitFor();
  const { sentence } = kathleen();
  server.world.people.set('kathleen', kathleen({ sentence: { ...sentence!, text: 'Kathleen is asking for help.', tone: 'act' } }));
  server.changed('kathleen');
  await page.getByText('Kathleen is asking for help.').waitFor();
  await page.getByText('Needs someone').waitFor();
});

it('what follows from taking back a consent stands before the button', minutes, async () => {
  const { page, server } = await open('/family/people/kathleen/sharing', ({ world }) => {
    herself(world);
    const path = '/api/my/people/kathleen/contacts/maureen/consents';
    world.answers.set(`POST ${path}/preview`, previewOf(['Nobody of your family is told any more.'], true));
  });
  await page.getByRole('button', { name: 'Change what Maureen may see' }).click();
  await page.getByLabel('Is told when I need somebody').uncheck();
  await page.getByText('Nobody of your family is told any more.').waitFor();
  await page.setViewportSize(smallest);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save all the same' }).click();
  await expect.poll(() => server.sent.at(-1)).toMatchObject({ method: 'PUT', body: { changes: [{ purpose: 'be-told', allowed: false }] } });
});

it('"I’m on this weekend" is one press', minutes, async () => {
  const { page, server } = await open('/family/people/kathleen/rota');
  await page.getByRole('button', { name: 'I’m on this weekend' }).click();
  await expect.poll(() => server.sent).toMatchObject([{ method: 'POST', path: '/api/my/people/kathleen/on-duty' }]);
  const [{ body }] = server.sent as [Sent];
  const { fromAt, untilAt } = body as { fromAt: string; untilAt: string };
  const local = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', weekday: 'short', hour: '2-digit', hourCycle: 'h23' });
  expect(local.format(Date.parse(untilAt))).toBe('Mon, 00');
  expect(Date.parse(untilAt)).toBeGreaterThan(Date.parse(fromAt));
});

it('every page can be reached and an alert answered by keyboard alone', minutes, async () => {
  const { page, server } = await open('/family/', ({ world }) => {
    world.alerts.set('alert-1', fridgeAlert());
    world.answers.set('POST /api/my/alerts/alert-1/commands', () => fridgeAlert({ version: 4, asked: false, allowed: [] }));
  });
  await page.getByRole('link', { name: /Nobody has opened the fridge/ }).waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  const tabTo = async (text: string) => {
    for (let i = 0; i < 20 && !(await focused())?.startsWith(text); i++) await page.keyboard.press('Tab');
    expect(await focused()).toContain(text);
  };
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the page');
  await tabTo('Kathleen: Nobody');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Kathleen');
  await tabTo('I’ll see to it');
  await page.keyboard.press('Enter');
  await expect.poll(() => server.sent).toMatchObject([{ body: { type: 'acknowledge' } }]);
});

it('everything is there in Polish, also after loading again, and the gateway is asked in Polish', minutes, async () => {
  const { page } = await open('/family/settings');
  await page.getByLabel('Polski').check();
  await page.getByRole('heading', { name: 'Ustawienia' }).waitFor();
  const asked = page.waitForRequest((request) => request.url().endsWith('/api/my/people'));
  await page.goto('/family/');
  expect((await asked).headers()['accept-language']).toBe('pl');
  await page.getByRole('heading', { name: 'Twoi bliscy' }).waitFor();
  await page.getByText('4 minuty temu').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('pl');
  await page.setViewportSize(smallest);
  await expectAccessible(page);
});

it('a contact adds a number and checks it by a code, chooses what a locked screen says, and gives back a consent', minutes, async () => {
  const { page, server } = await open('/family/settings', ({ world }) => {
    world.answers.set('POST /api/my/people/kathleen/ways/codes', () => ({ expiresAt: new Date().toISOString() }));
    world.answers.set('POST /api/my/people/kathleen/ways/checks', () => {
      world.ways = { ...world.ways, ways: world.ways.ways.map((way) => ({ ...way, checked: true })) };
    });
  });
  const card = page.getByRole('region', { name: 'You and Kathleen' });
  await card.getByLabel('Add another way').selectOption('Phone call');
  await card.getByLabel('Number').fill('07700 900456');
  await card.getByRole('button', { name: 'Add it' }).click();
  await card.getByText('not checked yet, so we do not use it').waitFor();
  await card.getByRole('button', { name: 'Send me a code' }).click();
  await card.getByLabel('The six digits').fill('123456');
  await card.getByRole('button', { name: 'Check it' }).click();
  await card.getByRole('button', { name: 'Try this one first: Phone call 07700 900456' }).click();
  await expect.poll(() => server.world.ways.ways[0]).toMatchObject({ kind: 'voice', address: '+447700900456' });
  expect(server.sent.find(({ path }) => path.endsWith('/checks'))?.body).toEqual({
    way: { kind: 'voice', address: '+447700900456' },
    code: '123456',
  });
  await card.getByText('Open Hearthline to see what it is about.').waitFor();
  await card.getByLabel('Say what it is about').click();
  await card.getByText('whoever holds your phone can read it').waitFor();
  expect(server.world.ways.detailsOnLockScreen).toBe(true);

  const sent = server.sent.length;
  await card.getByRole('button', { name: 'I no longer want to be told' }).click();
  await card.getByText('We no longer ask you about Kathleen, not even when it is urgent.').waitFor();
  await page.setViewportSize(smallest);
  await expectAccessible(page);
  expect(server.sent.length).toBe(sent);
  server.world.given = [{ ...server.world.given[0]!, allowed: server.world.given[0]!.allowed.slice(1) }];
  await card.getByRole('button', { name: 'Give it back' }).click();
  await card.getByText('You are told when somebody is needed').waitFor({ state: 'detached' });
  expect(server.sent.slice(sent)).toMatchObject([{ method: 'DELETE', path: '/api/my/people/kathleen/consents/be-told' }]);
});

it('an invitation speaks the language of the browser, before anybody is signed in', minutes, async () => {
  const { page } = await open('/family/invitation#a-token', (server) => {
    server.world.me = null;
    server.world.invitation = { name: 'Maureen', email: 'm@example.org', role: 'contact', patientName: 'Kathleen', hasAccount: false };
  });
  await page.getByLabel('Polski').check();
  await page.getByRole('heading', { name: 'Witaj, Maureen' }).waitFor();
  await page.getByText('Hearthline czuwa nad osobą: Kathleen.').waitFor();
  await page.setViewportSize(smallest);
  await expectAccessible(page);
});

it('a part of the page that does not come is said, with the way to load anew', minutes, async () => {
  const signedOut = ({ world }: FamilyServer) => {
    world.me = null;
  };
  const { page } = await open('/family/', signedOut, /Failed to|net::ERR_FAILED|error boundary/);
  await page.getByLabel('Password').waitFor();
  // The service worker would have it.
  await page.evaluate(async () => (await navigator.serviceWorker.ready).unregister());
  await page.route('**/assets/SignIn*', (route) => route.abort());
  await page.reload();
  await page.getByRole('button', { name: 'Load the page again' }).waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Load the page again' }).click();
  await page.getByLabel('Password').waitFor();
});
