import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkPages } from '../../gateway/http/link-pages.ts';
import { createLinkTokens } from '../../gateway/identity/link-token.ts';
import type { Actor } from '../../rules/model/alert.ts';
import type { Language } from '../../rules/model/speech.ts';
import { aShownPlan } from '../dashboard/support/care-plan.ts';
import { liveAlert, maureen, nick, sam } from './link-alert.ts';

const tokens = createLinkTokens('a-secret-of-at-least-thirty-two-characters');
const wallNow = Date.UTC(2026, 6, 1, 12, 0);

let alert: ReturnType<typeof liveAlert>;
let language: Language;
let confirmed: string[];
let databaseAway: boolean;
let notAsked: Set<string>;
let app: FastifyInstance;

let looks: unknown[];

beforeEach(async () => {
  looks = [];
  alert = liveAlert();
  alert.nextStep();
  language = 'en';
  confirmed = [];
  databaseAway = false;
  notAsked = new Set();
  app = Fastify();
  await app.register(
    linkPages({
      verify: (token) => tokens.verify(token, wallNow),
      readAlert: async (id, reader) => {
        if (databaseAway) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
        return id === alert.state.id ? { alert: alert.detail(reader), zone: 'Europe/London', language } : null;
      },
      mayStillAnswer: async ({ id }) => {
        if (databaseAway) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
        return !notAsked.has(id);
      },
      looked: async (look) => void looks.push(look),
      alerts: alert.commands,
      now: () => alert.at,
      confirmed: (id) => void confirmed.push(id),
    }),
  );
});
afterEach(() => app.close());

const linkOf = (actor: Actor, alertId = 'sc-1.1', expiresAt = wallNow) =>
  `/a/${tokens.sign({ alertId, actor, notificationId: 'sc-1.1/g1/s1/contact:c-1/email0', expiresAt })}`;
const open = (url: string) => app.inject({ url });
const answer = (url: string, fields: Record<string, string>) =>
  app.inject({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
const buttons = (body: string) => [...body.matchAll(/<button[^>]*value="([^"]+)"/g)].map((match) => match[1]);

describe('opening a link', () => {
  it('shows what happened, since when, what was tried and the possible answers; no more than that', async () => {
    const { statusCode, body } = await open(linkOf(maureen));
    expect(statusCode).toBe(200);
    expect(looks).toEqual([{ actor: `contact:${maureen.id}`, route: '/a', kind: 'alert', subject: 'sc-1.1' }]);
    expect(body).toContain('Kathleen&#39;s fridge was not opened between 07:00 and 10:00.');
    expect(body).toContain('>10:00</time> (30 minutes ago)');
    expect(body).toContain('<li>Kathleen, by a spoken message at home: being told now</li>');
    expect(body).toContain('<li>Nick: being told now</li>');
    expect(body).not.toContain('<li>Maureen');
    expect(buttons(body)).toEqual(['acknowledge', 'decline', 'snooze']);
    for (const secret of ['Secret Street', '4711', 'heart failure']) expect(body).not.toContain(secret);
  });

  it('shows of the plan of care what is there for the reader, before who was tried', async () => {
    const shown = aShownPlan(alert.at);
    const parts = shown.parts.filter(({ section }) => section === 'normalForMe' || section === 'risks');
    alert.carePlan = { ...shown, parts: parts.map((part) => ({ ...part, recorded: part.section !== 'risks' })) };
    const { body } = await open(linkOf(maureen));
    expect(body).toContain('<h2>Kathleen’s plan: What is normal for me</h2>');
    expect(body.indexOf('I am often up at night.')).toBeLessThan(body.indexOf('Who has been tried'));
    expect(body).not.toContain('Risks to know of');
    expect(body).not.toContain('Sign in to read the whole plan');
    expect((await open(linkOf(sam))).body).toContain('Sign in to read the whole plan');
  });

  it('changes nothing, whatever opens it and however often', async () => {
    const before = alert.state;
    for (const method of ['GET', 'HEAD'] as const)
      for (const query of ['', '?action=acknowledge', '?said=close']) await app.inject({ url: linkOf(maureen) + query, method });
    expect(alert.state).toBe(before);
    expect(alert.commanded).toEqual([]);
    expect(confirmed).toEqual([]);
  });

  it('is kept nowhere, framed nowhere, tells nobody its address, and loads nothing but its own style', async () => {
    const { headers } = await open(linkOf(maureen));
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    const style = await open('/a/style.css');
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8');
  });

  it.each([
    ['tampered with', () => `${linkOf(maureen)}x`, 400, 'This link does not work'],
    ['expired', () => linkOf(maureen, 'sc-1.1', wallNow - 1), 410, 'This link is no longer valid'],
    ['for an alert that is not there', () => linkOf(maureen, 'sc-9.1'), 404, 'This is no longer here'],
    ['empty', () => '/a/', 400, 'This link does not work'],
  ])('%s: says so, and does nothing on an answer', async (_, link, status, title) => {
    for (const response of [await open(link()), await answer(link(), { action: 'acknowledge' })]) {
      expect(response.statusCode).toBe(status);
      expect(response.body).toContain(`<h1>${title}</h1>`);
    }
    expect(alert.state.owner).toBeNull();
    expect(confirmed).toEqual([]);
  });

  it('says that it cannot be shown while the database is away', async () => {
    databaseAway = true;
    const { statusCode, body } = await open(linkOf(maureen));
    expect(statusCode).toBe(503);
    expect(body).toContain('We cannot show this now');
    expect(body).not.toContain('ECONNREFUSED');
  });

  it('of somebody whose consent has ended shows nothing and answers nothing, politely', async () => {
    notAsked.add(maureen.id);
    const before = alert.state;
    for (const response of [await open(linkOf(maureen)), await answer(linkOf(maureen), { action: 'acknowledge' })]) {
      expect(response.statusCode).toBe(410);
      expect(response.body).toContain('<h1>You are not asked about this any more</h1>');
      expect(response.body).not.toContain('Kathleen');
    }
    expect([alert.state, confirmed, looks]).toEqual([before, [], []]);
    expect((await open(linkOf(nick))).statusCode).toBe(200);
  });

  it('is answered so often a minute and then told to wait; another link from the same address is not', async () => {
    const codes: number[] = [];
    for (let i = 0; i < 31; i++) codes.push((await open(linkOf(maureen))).statusCode);
    expect(codes).toEqual([...Array.from({ length: 30 }, () => 200), 429]);
    const { headers, body } = await open(linkOf(maureen));
    expect(headers).toMatchObject({ 'retry-after': expect.any(String), 'content-type': 'text/html; charset=utf-8' });
    expect(body).toContain('Please try again in a minute.');
    expect((await open(linkOf(nick))).statusCode).toBe(200);
  });

  it('shows words of people as words', async () => {
    alert = liveAlert('moderate', '<script>alert(1)</script> & "more"');
    const { body } = await open(linkOf(maureen));
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;');
    expect(body).not.toContain('<script');
  });
});

describe('answering', () => {
  it('"I\'m going" takes the alert, confirms the message and shows it by a GET', async () => {
    const response = await answer(linkOf(maureen), { action: 'acknowledge' });
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe(`${linkOf(maureen)}?said=acknowledge`);
    expect(alert.state.owner?.actor).toEqual(maureen);
    expect(confirmed).toEqual(['sc-1.1/g1/s1/contact:c-1/email0']);
    const { body } = await open(`${response.headers.location}`);
    expect(body).toContain('Thank you, Maureen. Everyone can see that you are on it.');
    expect(body).toContain('We keep it for you until 11:00');
    expect(buttons(body)).toEqual(['close', 'acknowledge', 'unacknowledge', 'decline', 'snooze']);
  });

  it('is taken while the database is away: that somebody goes must not wait for it', async () => {
    databaseAway = true;
    expect((await answer(linkOf(maureen), { action: 'acknowledge' })).statusCode).toBe(303);
    expect(alert.state.owner?.actor).toEqual(maureen);
  });

  it('"I can\'t" is recorded and confirms the message; the next one is asked', async () => {
    await answer(linkOf(maureen), { action: 'decline' });
    expect(alert.state.attempts.find(({ recipient }) => recipient.id === 'c-1')?.declined).toBe(true);
    expect(confirmed).toHaveLength(1);
    await answer(linkOf(nick), { action: 'decline' });
    expect(alert.state.step).toBe(2);
  });

  it('"Not me, for 2 hours" lets the next one be asked, says until when, and can be taken back', async () => {
    const response = await answer(linkOf(maureen), { action: 'snooze' });
    expect(alert.state.snoozes).toMatchObject([{ scope: 'recipient', actor: maureen, untilAt: alert.at + 7_200_000 }]);
    const { body } = await open(`${response.headers.location}`);
    expect(body).toContain('We do not ask you again until 12:30, unless it gets worse.');
    expect(buttons(body)).toEqual(['acknowledge', 'decline', 'unsnooze']);
    await answer(linkOf(maureen), { action: 'unsnooze' });
    expect(alert.state.snoozes).toEqual([]);
  });

  it('can be taken back within half a minute', async () => {
    await answer(linkOf(maureen), { action: 'acknowledge' });
    const response = await answer(linkOf(maureen), { action: 'unacknowledge' });
    expect(alert.state.owner).toBeNull();
    expect((await open(`${response.headers.location}`)).body).toContain('You have taken it back.');
    await answer(linkOf(maureen), { action: 'acknowledge' });
    alert.at += 30_001;
    const late = await answer(linkOf(maureen), { action: 'unacknowledge' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('It is more than 30 seconds ago');
  });

  it('closes with an outcome and a note, and then the page says that it is over, to everyone', async () => {
    await answer(linkOf(maureen), { action: 'acknowledge' });
    const fields = { action: 'close', outcome: 'reassurance', note: ' She had eaten out. ' };
    const response = await answer(linkOf(maureen), fields);
    expect(alert.state).toMatchObject({ status: 'closed', outcome: { code: 'reassurance', by: 'Maureen', note: 'She had eaten out.' } });
    expect((await open(`${response.headers.location}`)).body).toContain('Thank you, Maureen. It is closed');
    for (const reader of [maureen, nick, sam]) {
      const { statusCode, body } = await open(linkOf(reader));
      expect(statusCode).toBe(200);
      expect(body).toContain('<h1>Kathleen: it is over</h1>');
      expect(body).not.toContain('<form');
    }
    const again = await answer(linkOf(nick), { action: 'acknowledge' });
    expect(again.statusCode).toBe(409);
    expect(again.body).toContain('This alert is closed.');
  });

  it.each([
    [{ action: 'close' }, 'Please choose how it ended.'],
    [{ action: 'close', outcome: 'because' }, 'Please choose how it ended.'],
    [{ action: 'hand-over' }, 'Please use one of the buttons below.'],
    [{}, 'Please use one of the buttons below.'],
  ])('%o is refused with words', async (fields, words) => {
    await answer(linkOf(maureen), { action: 'acknowledge' });
    const before = alert.state;
    const response = await answer(linkOf(maureen), fields as Record<string, string>);
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(words);
    expect(alert.state).toBe(before);
  });

  it('is refused to a second person in the words of the rules, and the page shows who is seeing to it', async () => {
    await answer(linkOf(maureen), { action: 'acknowledge' });
    const { body } = await open(linkOf(nick));
    expect(body).toContain('Maureen is seeing to it until 11:00.');
    expect(buttons(body)).toEqual(['decline', 'snooze']);
    const response = await answer(linkOf(nick), { action: 'acknowledge' });
    expect(response.statusCode).toBe(409);
    expect(response.body).toContain('Maureen has already said that they are seeing to it.');
    expect(confirmed).toHaveLength(1);
  });

  it('does not offer family to close an urgent alert, and offers it to the professional who has it', async () => {
    alert = liveAlert('high');
    alert.nextStep();
    await app.close();
    app = Fastify();
    await app.register(
      linkPages({
        verify: (token) => tokens.verify(token, wallNow),
        readAlert: async (_, reader) => ({ alert: alert.detail(reader), zone: 'Europe/London' }),
        mayStillAnswer: async () => true,
        looked: async () => undefined,
        alerts: alert.commands,
        now: () => alert.at,
        confirmed: () => {},
      }),
    );
    await answer(linkOf(maureen), { action: 'acknowledge' });
    expect(buttons((await open(linkOf(maureen))).body)).toEqual(['acknowledge', 'unacknowledge', 'decline']);
    alert.nextStep();
    await answer(linkOf(sam), { action: 'acknowledge' });
    const { body } = await open(linkOf(sam));
    expect(buttons(body)).toContain('close');
    expect(body).toContain('value="urgent-community-response"');
  });

  it('is in the language of its reader, mistakes and all', async () => {
    language = 'pl';
    const { body } = await open(linkOf(maureen));
    expect(body).toContain('<html lang="pl-PL">');
    expect(body).toContain('czy możesz pomóc?');
    expect(buttons(body)).toEqual(buttons((await open(linkOf(nick))).body));
    expect((await answer(linkOf(maureen), { action: 'acknowledge' })).statusCode).toBe(303);
    expect((await open(linkOf(maureen))).body).toContain('Zajmujesz się tym. Sprawa jest Twoja do 11:00, potem zapytamy znowu.');
    expect((await answer(linkOf(maureen), { action: 'close' })).body).toContain('Proszę wybrać, jak się skończyło.');
  });

  it('says when it has settled by itself, and lets who was told record how', async () => {
    alert.tell({ type: 'cleared', at: alert.at, reason: "Kathleen's fridge was opened." });
    const { body } = await open(linkOf(maureen));
    expect(body).toContain('It has settled since.');
    expect(buttons(body)).toEqual(['close']);
    await answer(linkOf(maureen), { action: 'close', outcome: 'keyholder-attending' });
    expect(alert.state.status).toBe('closed');
  });
});
