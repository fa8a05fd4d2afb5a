import { describe, expect, it } from 'vitest';
import { type CountsByCode, figuresOf, outcomeClasses } from '../../../rules/fatigue/outcomes.ts';
import { suggestionsFor } from '../../../rules/fatigue/suggestions.ts';
import { outcomeCodes } from '../../../rules/model/alert.ts';

const kinds = (counts: CountsByCode) =>
  suggestionsFor({ patientName: 'Mrs K', title: 'Blood pressure', agreement: '', counts }).map(({ kind }) => kind);

const rows: [string, CountsByCode, string[]][] = [
  ['nothing fired', {}, []],
  ['one alert fewer than are needed', { reassurance: 7 }, []],
  ['as many as are needed', { reassurance: 8 }, ['limit']],
  ['more', { 'condition-settled': 9 }, ['limit']],
  ['just below the share of no action', { reassurance: 79, advice: 21 }, []],
  ['at the share', { reassurance: 80, advice: 20 }, ['limit']],
  ['above it', { reassurance: 81, advice: 19 }, ['limit']],
  ['tests are no alerts', { reassurance: 7, test: 10 }, []],
  ['nor are those that are not closed', { reassurance: 7, open: 10 }, []],
  ['prompts say nothing of the limits', { reassurance: 7, 'prompt-sufficed': 1 }, []],
  ['just below the share of prompts', { 'prompt-sufficed': 79, advice: 21 }, []],
  ['at the share of prompts', { 'prompt-sufficed': 80, advice: 20 }, ['prompt']],
  ['too few prompts', { 'prompt-sufficed': 7 }, []],
  ['enough prompts', { 'prompt-sufficed': 8 }, ['prompt']],
  ['two faults of the kit', { 'equipment-fault': 2 }, []],
  ['three', { 'equipment-fault': 3 }, ['kit']],
  ['faults are no judgement of the limits', { 'equipment-fault': 8 }, ['kit']],
  ['with enough others they are', { 'equipment-fault': 3, accidental: 8 }, ['kit', 'limit']],
];

describe('suggestions', () => {
  it.each(rows)('%s', (_, counts, expected) => {
    expect(kinds(counts)).toEqual(expected);
  });

  it('are sentences with the counts behind them', () => {
    const agreement = 'A blood pressure above 170/115 is taken again; if it stays so, we ring.';
    const about = { patientName: 'Mrs K', title: 'Blood pressure outside the limits', agreement };
    expect(suggestionsFor({ ...about, counts: { reassurance: 10, accidental: 3, advice: 1 } })).toEqual([
      {
        kind: 'limit',
        text: `Mrs K, "Blood pressure outside the limits": fired 14 times in 28 days; 13 were closed as no action. Consider wider limits or a longer wait, and a backtest of them first. Agreed: ${agreement}`,
      },
    ]);
  });
});

describe('figures', () => {
  it('know every outcome code', () => {
    expect(Object.keys(outcomeClasses).toSorted()).toEqual([...outcomeCodes, 'prompt-sufficed'].toSorted());
  });

  it('count prompts, tests and open alerts apart from what somebody decided', () => {
    expect(figuresOf({ '999': 1, reassurance: 3, 'prompt-sufficed': 5, test: 2, open: 4 })).toEqual({
      fired: 15,
      open: 4,
      acted: 1,
      noAction: 3,
      promptSufficed: 5,
      shareActionable: 0.25,
    });
  });

  it('have no share while nobody has decided about any', () => {
    expect(figuresOf({ 'prompt-sufficed': 5, open: 1, test: 1 }).shareActionable).toBeNull();
  });
});
