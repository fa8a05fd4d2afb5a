import { describeTemplate } from '../../../gateway/agreements.ts';
import type { AgreementTerms } from '../../../gateway/contract/agreement-terms.ts';
import type { PreviewResult } from '../../../gateway/contract/backtests.ts';
import { corePack } from '../../../rules/scenarios/core-pack.ts';
import { templates } from '../../../rules/scenarios/registry.ts';
import { at } from './fixtures.ts';

const south = 'South locality, version 2, approved by Dr Shah on 3 May 2026';

/** The terms of an agreement of this template, of which a place has said nothing. */
export function standardTerms(template: string, sources: AgreementTerms['below']['sources'] = {}): AgreementTerms {
  const { title, params: schema } = describeTemplate(templates.get(template)!);
  const below = { params: { ...corePack(templates.get(template)!) }, severity: null, sources };
  return {
    version: 1,
    template,
    title,
    schema,
    own: { params: {}, plan: null, severity: null },
    below,
    planInWords: 'patient (30 minutes)',
  };
}

/** The fridge: a place has moved the end of mealtime, and this person its beginning. */
export function fridgeTerms(): AgreementTerms {
  const core = (value: string) => ({ layer: 'core' as const, source: 'Core pack', value });
  const terms = standardTerms('fridge', {
    'window.from': core('07:00'),
    'window.to': { layer: 'locality', source: south, value: '09:30' },
    outFor: core('30 minutes'),
    returnGrace: core('30 minutes'),
    holdUpTo: core('4 hours'),
    sharedCounts: core('no'),
    severity: core('moderate'),
  });
  const { below } = terms;
  return {
    ...terms,
    version: 2,
    own: { ...terms.own, params: { window: { from: '07:15' } } },
    below: { ...below, severity: 'moderate', params: { ...below.params, window: { from: '07:00', to: '09:30' } } },
  };
}

/** Two alerts of four weeks that would not come any more, and one that would. */
export function aPreview(now: number): PreviewResult {
  const alert = (id: string, days: number, reason: string): PreviewResult['report']['alerts'][number] => ({
    alertId: id,
    scenarioId: 'fridge',
    scenarioVersion: 3,
    template: 'fridge',
    severity: 'moderate',
    reason,
    evidence: [],
    conditions: [],
    openedAt: at(now, -days * 1_440),
    clearedAt: null,
    lastedMinutes: null,
    outcome: 'open',
    levels: [],
    told: [],
    toldAgain: 0,
  });
  const late = (time: string) => `The fridge was not opened between 07:15 and ${time}.`;
  const report: PreviewResult['report'] = {
    patientId: 'joan',
    from: at(now, -28 * 1_440),
    to: at(now, 0),
    readings: 12_345,
    alertsPerWeek: 0.25,
    scenarios: [],
    alerts: [alert('b1', 3, late('10:00'))],
    prompts: [],
    notes: ['Nobody answers in this preview: each alert goes up the whole ladder.'],
  };
  return {
    report,
    agreement: 'If the fridge is not opened between 07:15 and 10:00, we ask; if nothing changes, we call somebody.',
    current: { ...report, alertsPerWeek: 0.5 },
    difference: {
      words: ['1 alert instead of 2 in 28 days.', 'The alerts of Monday and Tuesday would not have come.'],
      current: { alerts: 2, alertsPerWeek: 0.5, prompts: 2, messages: 6 },
      proposed: { alerts: 1, alertsPerWeek: 0.25, prompts: 1, messages: 3 },
      onlyInCurrent: [alert('a1', 9, late('09:30')), alert('a2', 8, late('09:30'))],
      onlyInProposed: [alert('b1', 3, late('10:00'))],
      inBoth: [],
    },
  };
}
