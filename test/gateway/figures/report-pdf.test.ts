import { expect, it } from 'vitest';
import { figuresOf } from '../../../gateway/figures/aggregate.ts';
import { reportPdf } from '../../../gateway/figures/report-pdf.ts';
import { day, minute } from '../../../rules/model/time.ts';
import { pdfTexts } from '../../support/pdf-text.ts';
import { aFact, facts, june, juneAt } from './facts.ts';

const late = (n: number) => aFact({ id: `late.${n}`, askedAt: juneAt + n * minute, answeredAt: juneAt + (n + 4) * minute });
const ofJune = (lateOnes: number) => {
  const alerts = Array.from({ length: lateOnes }, (_, n) => late(n));
  return figuresOf(facts({ alerts }), { stretch: june, at: june.toAt + day, titleOf: () => 'Fridge', clinical: true });
};
const written = async (lateOnes: number) => reportPdf('2026-06', ofJune(lateOnes), june.toAt + day);
/** What stands in the row of a table that begins so; a cell that takes more than one line is drawn line by line. */
const from = (texts: readonly string[], first: string, cells: number) => texts.slice(texts.indexOf(first), texts.indexOf(first) + cells);

it('the printed report says what was counted', async () => {
  const figures = ofJune(3);
  const texts = pdfTexts(await reportPdf('2026-06', figures, june.toAt + day));
  const words = texts
    .map((text) => text.trim())
    .join(' ')
    .replaceAll('\u00a0', ' ');
  for (const { title, measured, target, definition } of figures.figures) {
    expect(words).toContain(`${title} ${measured} ${target ?? 'no aim'}`);
    expect(words).toContain(definition);
  }
  expect(words).toContain('1 June 2026, 00:00 to 1 July 2026, 00:00 (Europe/London): 30 whole days');
  expect(from(texts, '1 June', 5)).toEqual(['1 June', '3', '3', '0', '0']);
  expect(from(texts, '30 June', 5)).toEqual(['30 June', '0', '0', '0', '0']);
  expect(from(texts, 'late.1', 5)).toEqual(['late.1', 'low', '1 June, 00:01', '1 June, 00:05', '4 min']);
  expect(from(texts, 'Fridge', 3)).toEqual(['Fridge', '3', '100.0 %']);
});

it('its pages are numbered, and it can be read aloud', async () => {
  const pdf = await written(0);
  const numbered = pdfTexts(pdf).filter((text) => text.startsWith('Figures of June 2026 · page'));
  expect(numbered.length).toBeGreaterThan(2);
  expect(numbered).toEqual(numbered.map((_, index) => `Figures of June 2026 · page ${index + 1} of ${numbered.length}`));
  const plain = pdf.toString('latin1');
  for (const mark of ['/Marked true', '/Lang (en-GB)', '/DisplayDocTitle true', '/S /Table', '/S /TH', '/Scope /Column', '/S /H1'])
    expect(plain).toContain(mark);
});

it('of more exceptions than can be read it prints the first, and says how many are left', async () => {
  const texts = pdfTexts(await written(202));
  expect(texts).toContain('late.199');
  expect(texts).not.toContain('late.200');
  expect(texts).toContain('And 2 more: they are in the table (CSV).');
});

it('a table that takes several pages has its head on each, and rows on each of them once', async () => {
  const texts = pdfTexts(await written(150));
  const pageOf = (at: number) => texts.slice(0, at).filter((text) => text.startsWith('Figures of June 2026 · page')).length;
  const rows = texts.flatMap((text, at) => (text.startsWith('late.') ? [pageOf(at)] : []));
  const heads = texts.flatMap((text, at) => (text === 'Waited' ? [pageOf(at)] : []));
  expect(rows.length).toBe(150);
  expect(new Set(rows).size).toBeGreaterThan(1);
  expect(heads).toEqual([...new Set(rows)]);
});
