import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ladderInWords, spanInWords } from '../../gateway/authoring/ladder-words.ts';
import { type Summary, summaryOf } from '../../gateway/authoring/summary.ts';
import { summaryPage } from '../../gateway/authoring/summary-page.ts';
import type { ContactRow } from '../../gateway/store/contacts.ts';
import type { PatientRow } from '../../gateway/store/patients.ts';
import type { ScenarioRow } from '../../gateway/store/scenarios.ts';
import { day, hour, minute } from '../../rules/model/time.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { launch } from '../dashboard/support/browser.ts';

const contact = (name: string, relationship: string, order: number, mayBeTold = true) =>
  ({ id: name, name, relationship, order, mayBeTold, consentNote: '', channels: [], quietHours: null }) as unknown as ContactRow;
const contacts = [contact('Paul Hart', 'neighbour', 2), contact('Maureen Hart', 'daughter', 1), contact('Ron Hart', 'brother', 3, false)];
const patient = {
  id: 'p',
  knownAs: 'Kathleen',
  givenName: 'Kathleen',
  familyName: 'Hart',
  zone: 'Europe/London',
} as PatientRow;
const agreed = (template: string, more: Partial<ScenarioRow> = {}) =>
  ({
    id: template,
    version: 1,
    template,
    params: {},
    plan: null,
    severity: null,
    status: 'active',
    pausedUntilAt: null,
    approvedBy: 'Dr Amin',
    consentNote: '',
    activeFromAt: Date.UTC(2026, 2, 2, 23, 30),
    ...more,
  }) as ScenarioRow;
const at = Date.UTC(2026, 2, 29, 23, 30);
const summary = (scenarios: readonly ScenarioRow[], of: readonly ContactRow[] = contacts): Summary =>
  summaryOf(patient, { contacts: of, scenarios, templates }, at);
const usual = [
  agreed('fridge'),
  agreed('sos'),
  agreed('door'),
  agreed('pills', { params: { doses: [{ time: '08:00', medicine: 'morning tablets' }] } }),
  agreed('blood-pressure'),
  agreed('silent-device'),
];

describe('a ladder in words', () => {
  const plan = templates.get('fridge')!.defaultPlan(templates.get('fridge')!.params.parse({}));

  it('counts from the beginning, and names those who may be told', () => {
    expect(ladderInWords(plan, contacts).map(({ when, what }) => `${when}: ${what}`)).toEqual([
      'at once: we ask you',
      'after 30 minutes: we ask you again',
      'after 1 hour: we tell Maureen Hart (daughter) and Paul Hart (neighbour)',
      'after 1 hour 20 minutes: we tell the care coordination centre',
      'after 1 hour 50 minutes: the rapid response team is called',
      'after 2 hours 35 minutes: the centre is asked to call 999',
    ]);
  });

  it('says when a step reaches nobody, and names only whom a step is for', () => {
    const family = (contactOrder: number | null, of = contacts) =>
      ladderInWords({ ...plan, steps: [{ level: 'family', waitMs: minute, contactOrder, message: '' }] }, of)[0]?.what;
    expect(family(2)).toBe('we tell Paul Hart (neighbour)');
    expect(family(3)).toBe('nobody of your family may be told, so this step is passed over');
    expect(family(null, [])).toBe('nobody of your family may be told, so this step is passed over');
  });

  it.each([
    [30 * 1_000, '30 seconds'],
    [minute, '1 minute'],
    [90 * minute, '1 hour 30 minutes'],
    [day, '1 day'],
    [2 * day + 3 * hour + minute, '2 days 3 hours'],
  ])('a wait of %d ms is %s', (ms, words) => {
    expect(spanInWords(ms)).toBe(words);
  });
});

describe('the summary', () => {
  it('has the most urgent first, the sentence of each, and dates of the place', () => {
    const { agreements, printedOn, told, notTold } = summary(usual);
    expect(agreements.map(({ title }) => title)).toEqual([
      'Call for help',
      'Out at night',
      'Blood pressure outside the limits',
      'Fridge not opened at mealtime',
      'Device not heard',
      'Dose not dispensed',
    ]);
    expect(agreements[3]?.sentence).toContain('If the fridge is not opened between 07:00 and 10:00');
    expect(agreements[3]).toMatchObject({ approved: 'Dr Amin', since: '2 March 2026', pausedUntil: null });
    expect(printedOn).toBe('30 March 2026');
    expect(told).toEqual(['Maureen Hart (daughter)', 'Paul Hart (neighbour)']);
    expect(notTold).toEqual(['Ron Hart (brother)']);
  });

  it('offers "I’m OK" only where it counts', () => {
    const ends = (scenario: ScenarioRow) => summary([scenario]).agreements[0]?.okClears;
    expect(ends(agreed('fridge'))).toBe(true);
    expect(ends(agreed('fridge', { severity: 'high' }))).toBe(false);
    expect(ends(agreed('sos'))).toBe(false);
  });

  it('says of a pause when it ends, as long as it has not', () => {
    const until = (pausedUntilAt: number) => summary([agreed('fridge', { pausedUntilAt })]).agreements[0]?.pausedUntil;
    expect(until(at + 1)).toBe('Monday 30 March at 00:30');
    expect(until(at)).toBeNull();
    expect(summaryPage(summary([agreed('fridge', { pausedUntilAt: at + 1 })]))).toContain('Paused until Monday 30 March at 00:30.');
  });

  it('fills in what is left out of a window', () => {
    const window = { to: '09:30' };
    expect(summary([agreed('fridge', { params: { window } })]).agreements[0]?.sentence).toContain('between 07:00 and 09:30');
  });

  it('has no ladder where nobody but the patient is asked', () => {
    expect(summary([agreed('steps-goal')]).agreements[0]).toMatchObject({ ladder: [], okClears: false });
    expect(summary([agreed('steps-goal', { params: { optedIn: true } })]).agreements[0]?.ladder).toHaveLength(2);
  });

  it('shows an agreement whose template is no longer known, without inventing a ladder', () => {
    const page = summaryPage(summary([agreed('kettle-of-1990')]));
    expect(page).toContain('kettle-of-1990');
    expect(page).toContain('Please ask the care coordination centre about this one.');
    expect(page).not.toContain('<ol>');
  });

  it('escapes whatever people have entered', () => {
    const bad = '<script>alert("x")</script>&\'';
    const scenarios = [agreed('pills', { approvedBy: bad, params: { doses: [{ time: '08:00', medicine: bad }] } })];
    const page = summaryPage(
      summaryOf(
        { ...patient, knownAs: bad, givenName: bad },
        { contacts: [contact(bad, bad, 1), contact(bad, bad, 2, false)], scenarios, templates },
        at,
      ),
    );
    expect(page).not.toContain('<script');
    expect(page.match(/&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;&amp;&#39;/g)?.length).toBeGreaterThan(6);
  });
});

describe('the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

  it('prints to one sheet of A4', async () => {
    const page = await browser.newPage();
    await page.setContent(summaryPage(summary(usual)));
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pages(pdf)).toBe(1);
    const crowd = Array.from({ length: 30 }, (_, i) => agreed('fridge', { id: `f${i}` }));
    await page.setContent(summaryPage(summary(crowd)));
    expect(pages(await page.pdf({ preferCSSPageSize: true }))).toBeGreaterThan(1);
    await page.close();
  });

  it.each([1280, 390, 320])('reads at %d px, without faults of accessibility', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.setContent(summaryPage(summary(usual)));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const { violations, incomplete } = await new AxeBuilder({ page }).analyze();
    expect([...violations, ...incomplete].map(({ id }) => id)).toEqual([]);
    await context.close();
  });
});
