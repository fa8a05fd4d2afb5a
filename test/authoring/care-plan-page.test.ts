import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planPage, planPagePolicy } from '../../gateway/authoring/care-plan-page.ts';
import { longestPart } from '../../gateway/contract/care-plan.ts';
import { launch } from '../dashboard/support/browser.ts';
import { aShownPlan } from '../dashboard/support/care-plan.ts';
import { aPlan } from '../support/care-plan.ts';

const now = Date.UTC(2026, 0, 12, 9);
const person = { knownAs: 'Kathleen', givenName: 'Kathleen', familyName: 'Hart', birthDate: '1944-05-17' };
const paper = planPage(person, aShownPlan(now), 'Europe/London');

/** As long as everything may be. */
const words = 'I sleep badly and walk about at night, which is nothing new. '.repeat(20).slice(0, longestPart);
const longest = aPlan({
  ...{ mattersToMe: words, normalForMe: words, okToStay: words, risks: words },
  wishes: {
    ...{ cpr: 'no', hospital: 'only-if', hospitalOnlyIf: words.slice(0, 300), words },
    documents: Array.from({ length: 5 }, () => ({
      ...{ kind: 'respect' as const, keptAt: words.slice(0, 200), decidedOn: '2026-01-05', decidedBy: 'Dr Amin' },
    })),
  },
  keyAccess: { note: words.slice(0, 300), holders: ['mary'] },
  actions: Array.from({ length: 12 }, (_, i) => ({
    ...{ id: `a${i}`, what: words.slice(0, 200), owner: { kind: 'role' as const, id: '', name: 'District nurse' }, dueOn: '2026-02-01' },
  })),
});

describe('the printed plan', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  const opened = async (html: string, width = 1_000) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.setContent(html);
    return page;
  };
  const sheets = async (html: string) => {
    const page = await opened(html);
    const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    await page.close();
    return pdf.match(/\/Type\s*\/Page\b/g)?.length;
  };

  it('is one sheet, and two with all that it may hold', async () => {
    expect(await sheets(paper)).toBe(1);
    expect(await sheets(planPage(person, aShownPlan(now, { sections: longest }), 'Europe/London'))).toBe(2);
  });

  it('says whose it is, which version, since when, until when it is to be reviewed, and who agreed and approved', async () => {
    const page = await opened(paper);
    const text = (await page.getByRole('main').textContent())!.replaceAll(/\s+/g, ' ');
    for (const part of [
      'Kathleen Hart, born 17 May 1944. Version 2, in force since 13 December 2025. To be reviewed by 11 June 2026.',
      'Resuscitation (CPR): no.',
      'kept in the yellow folder by the phone',
      'Agreed by the person on 12 December 2025. Approved by Dr Amin.',
    ])
      expect(text).toContain(part);
    await page.close();
  });

  it('says what is not recorded, and that a review is overdue', () => {
    const bare = aPlan({
      risks: '',
      wishes: { cpr: 'not-recorded', hospital: 'not-recorded', hospitalOnlyIf: '', documents: [], words: '' },
    });
    const html = planPage(person, aShownPlan(now, { sections: bare, reviewOn: '2026-01-11' }), 'Europe/London');
    expect(html).toContain('<p class="empty">Not recorded.</p>');
    expect(html).toContain('<p class="empty">Resuscitation (CPR): not recorded.</p>');
    expect(html).toContain('<strong>Its review was due on 11 January 2026.</strong>');
  });

  it('loads nothing, runs nothing, and shows words of people as words', () => {
    const html = planPage(person, aShownPlan(now, { sections: aPlan({ risks: '<script>x</script>' }) }), 'Europe/London');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script');
    expect(planPagePolicy).toContain("default-src 'none'");
  });

  it('can be read on a telephone, by everybody', async () => {
    const page = await opened(paper, 320);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/plan-print-320.png`, fullPage: true });
    await page.setViewportSize({ width: 1_000, height: 1_000 });
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/plan-print-1000.png`, fullPage: true });
    await page.close();
  });
});
