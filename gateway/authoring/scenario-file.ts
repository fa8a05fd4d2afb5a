import { z } from 'zod';
import { type Templates, toAgreement } from '../agreements.ts';
import { scenarioInput } from '../contract/people.ts';
import { Refusal } from '../store/refusal.ts';
import { type Fault, readSource, type SourceText } from './source-text.ts';

/** One scenario of a file, as it can be agreed with a patient. */
export interface Authored {
  /** Where it begins. */
  readonly line: number;
  readonly input: z.output<typeof scenarioInput>;
}

export interface CheckedFile {
  /** Those that are right; with any fault in the file, do not use them. */
  readonly scenarios: readonly Authored[];
  /** In the order of their lines. */
  readonly faults: readonly Fault[];
}

type Path = readonly (string | number)[];
interface Issue {
  readonly path: Path;
  readonly message: string;
}

const parts = (path: string): Path => (path === '' ? [] : path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)));
const inWords = (message: string): string => (/received undefined$/.test(message) ? 'is missing' : message);
const issuesOf = (error: z.ZodError, around: Path = []): Issue[] =>
  error.issues.map(({ path, message }) => ({ path: [...around, ...(path as Path)], message: inWords(message) }));

/** What is wrong with one scenario, everything at once where that can be told. */
function issuesIn(value: unknown, templates: Templates): { readonly input: Authored['input'] | null; readonly issues: readonly Issue[] } {
  const envelope = scenarioInput.safeParse(value);
  if (envelope.success) {
    try {
      toAgreement(envelope.data, templates);
      return { input: envelope.data, issues: [] };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { input: null, issues: error.issues.map(({ path, message }) => ({ path: parts(path), message: inWords(message) })) };
    }
  }
  const issues = issuesOf(envelope.error);
  const told = z.object({ template: z.string(), params: z.record(z.string(), z.unknown()).default({}) }).safeParse(value);
  const template = told.success ? templates.get(told.data.template) : undefined;
  const params = told.success && template ? template.params.safeParse(told.data.params) : null;
  return { input: null, issues: params?.error ? [...issues, ...issuesOf(params.error, ['params'])] : issues };
}

/** A key that nobody knows is named in the message; it is looked for under that name. */
const keyIn = (message: string): string | undefined => /^Unrecognized keys?: "([^"]+)"/.exec(message)?.[1];

function faultsOf(source: SourceText, around: Path, issues: readonly Issue[]): Fault[] {
  return issues.map(({ path, message }) => {
    const whole = [...around, ...path];
    return { line: source.lineOf(whole, keyIn(message)), path: whole.join('.'), message };
  });
}

/**
 * Reads a file with one scenario or a list of them, in YAML or JSON, and checks each against its template as the API would. Nothing is
 * stored. `json`: the file says that it is JSON.
 */
export function checkScenarioFile(text: string, templates: Templates, json = false): CheckedFile {
  const source = readSource(text, json);
  if (!('value' in source)) return { scenarios: [], faults: source };
  const { value } = source;
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0))
    return { scenarios: [], faults: [{ line: 1, path: '', message: 'holds no scenario' }] };
  const entries = Array.isArray(value)
    ? value.map((one, i) => ({ one, around: [i] as Path }))
    : [{ one: value as unknown, around: [] as Path }];
  const scenarios: Authored[] = [];
  const faults: Fault[] = [];
  for (const { one, around } of entries) {
    const { input, issues } = issuesIn(one, templates);
    faults.push(...faultsOf(source, around, issues));
    if (input) scenarios.push({ line: source.lineOf(around), input });
  }
  return { scenarios, faults: faults.sort((a, b) => a.line - b.line) };
}
