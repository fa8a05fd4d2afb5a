import { expect, it } from 'vitest';
import { z } from 'zod';
import type { MessageThread } from '../../gateway/contract/messages-with-people.ts';
import { consoleTests, refusals } from './support/console.ts';
import type { ContractServer } from './support/contract-server.ts';
import { aPatient, at } from './support/fixtures.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';

const openConsole = consoleTests();
const quick = { movableClock: false } as const;
const place = '/api/patients/joan/messages';

const thread = (now: number, more: Partial<MessageThread> = {}): MessageThread => ({
  userId: 'u-mary',
  name: 'Mary Price',
  relation: 'daughter',
  messages: [
    { id: 'm1', at: at(now, -90), text: 'Is Mum eating?\nShe sounded tired.', mine: false, by: 'Mary Price', readAt: at(now, -60) },
    { id: 't1', at: at(now, -60), text: 'She had lunch at noon.', mine: true, by: 'Ada Finch', readAt: null },
    { id: 'm2', at: at(now, -30), text: 'Thank you. And supper?', mine: false, by: 'Mary Price', readAt: null },
  ],
  waitsSince: at(now, -30),
  dueAt: at(now, 210),
  ...more,
});
const gone = (now: number) => thread(now, { userId: 'u-otto', name: 'Otto', relation: null, waitsSince: null, dueAt: null });
const given = (server: ContractServer, now: number) => {
  server.world.patients = [aPatient(now)];
  server.world.threads = [thread(now), gone(now)];
};

it('what waits is said first; an answer is sent once, and stays in its field when it could not be', async () => {
  const { page, server } = await openConsole('/patients/joan', given, { ...quick, expected: refusals });
  const card = page.getByRole('region', { name: 'Mary Price, daughter' });
  await page.getByText('1 waits for an answer').waitFor();
  await card.getByText('Waits for an answer; a task from').waitFor();
  await holdsAtEveryWidth(page, 'messages');
  await card.getByRole('button', { name: 'Send' }).click();
  await card.getByText('Write something first.').waitFor();

  const field = card.getByLabel('Write to Mary Price');
  await field.fill('  Yes, soup.  ');
  server.refuse(`POST ${place}`, 503, 'The database is away.');
  await card.getByRole('button', { name: 'Send' }).click();
  await card.getByRole('alert').waitFor();
  expect(await field.inputValue()).toBe('  Yes, soup.  ');
  server.answer(`POST ${place}`, z.null(), () => {
    server.world.threads = [];
    return null;
  });
  await card.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Nobody has written from the app.').waitFor();
  const message = { id: expect.stringMatching(/^[0-9a-f]{32}$/), text: 'Yes, soup.', to: 'u-mary' };
  expect(server.world.sent.at(-1)).toEqual({ path: `POST ${place}`, body: message });
  // Tried twice, it is one message.
  expect(new Set(server.world.sent.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
});

it('what needs no answer is said to need none; who follows no longer cannot be written to', async () => {
  const { page, server } = await openConsole('/patients/joan', given, quick);
  const otto = page.getByRole('region', { name: /^Otto, who no longer follows/ });
  await otto.waitFor();
  expect(await otto.getByRole('textbox').count()).toBe(0);
  server.answer(`POST ${place}/seen`, z.null(), () => {
    server.world.threads = [];
    return null;
  });
  await page.getByRole('button', { name: 'No answer needed' }).click();
  await page.getByText('Nobody has written from the app.').waitFor();
  expect(server.world.sent).toEqual([{ path: `POST ${place}/seen`, body: { userId: 'u-mary', upTo: 'm2' } }]);
});
