import { z } from 'zod';
import type { Catalogue } from '../../../rules/engine/patient-state.ts';
import type { ScenarioEffect, ScenarioInput, ScenarioTemplate, Stepped } from '../../../rules/model/scenario.ts';
import { hour } from '../../../rules/model/time.ts';

interface State {
  /** Every input in one word, for the tests to read. */
  readonly heard: readonly string[];
  readonly wakeAt: number | null;
}

type Template = ScenarioTemplate<{ waitMs: number }, State>;

const base: Omit<Template, 'id' | 'step'> = {
  title: 'For tests',
  area: 'safety',
  params: z.strictObject({ waitMs: z.number().default(hour) }),
  kinds: ['contact', 'motion', 'steps', 'dose', 'heartbeat'],
  defaultSeverity: () => 'moderate',
  defaultPlan: () => ({ steps: [], familyHolds: false, okClears: true }),
  needsConsent: false,
  needsPatient: false,
  describe: () => 'For tests.',
  initial: { heard: [], wakeAt: null },
  explain({ heard }, { params }) {
    if (params.waitMs < 0) throw new Error('the wait is negative');
    return [{ text: 'It has heard something.', met: heard.length > 0, found: heard.at(-1) ?? '' }];
  },
};

function wordFor(input: ScenarioInput): string {
  if (input.type !== 'observation') return input.type;
  const { kind, value, observedAt } = input.observation;
  return `${kind}=${value} ${input.attribution}${observedAt === input.at ? '' : ` ${observedAt - input.at}`}`;
}

function effects(input: ScenarioInput): ScenarioEffect[] {
  if (input.type === 'deadline') return [{ type: 'raise-alert', reason: 'Not closed in time.', evidence: [] }];
  if (input.type !== 'observation') return [];
  const { kind, value, observedAt } = input.observation;
  switch (kind) {
    case 'contact':
      return value === 'open'
        ? [{ type: 'raise-alert', reason: 'Opened.', evidence: [{ text: 'Opened', at: observedAt }] }]
        : [{ type: 'clear-condition', reason: 'Closed.' }];
    case 'motion':
      return [{ type: 'prompt', deviceKind: 'speaker', text: 'Hello, {name}.', expectsReading: null }];
    case 'steps':
      return [{ type: 'raise-alert', reason: 'Far too many.', evidence: [], severity: 'high' }];
    case 'dose':
      return [{ type: 'add-evidence', evidence: { text: `Dose ${value}`, at: observedAt }, worse: value === 'jammed' }];
    default:
      return [];
  }
}

/** Raises on opening, and at its deadline an hour after the last movement; clears on closing; says hello on movement. */
const plain: Template = {
  ...base,
  id: 'plain',
  step(state, input, { params }): Stepped<State> {
    const moved = input.type === 'observation' && input.observation.kind === 'motion';
    const wakeAt = moved ? input.at + params.waitMs : input.type === 'deadline' ? null : state.wakeAt;
    return { state: { heard: [...state.heard, wordFor(input)].slice(-20), wakeAt }, effects: effects(input), wakeAt };
  },
};

/** A defect: throws at every reading and every deadline; wakes an hour after it began. */
const faulty: Template = {
  ...base,
  id: 'faulty',
  step(state, input, { params }): Stepped<State> {
    if (input.type === 'observation' || input.type === 'deadline') throw new Error('out of order');
    const wakeAt = state.wakeAt ?? input.at + params.waitMs;
    return { state: { ...state, wakeAt }, effects: [], wakeAt };
  },
};

const templates = new Map([plain, faulty].map((one) => [one.id, one as unknown as ScenarioTemplate<unknown, unknown>]));

export const testCatalogue: Catalogue = {
  template: (id) => templates.get(id),
  params: (template, raw) => template.params.parse(raw),
};
