import { statusAt } from '../../rules/model/agreement.ts';
import type { EscalationPlan, Severity } from '../../rules/model/alert.ts';
import { type Instant, localTime } from '../../rules/model/time.ts';
import { completed } from '../../rules/scenarios/core-pack.ts';
import { describeAgreement, type Templates } from '../agreements.ts';
import type { ContactRow } from '../store/contacts.ts';
import type { PatientRow } from '../store/patients.ts';
import type { ScenarioRow } from '../store/scenarios.ts';
import { type LadderLine, ladderInWords } from './ladder-words.ts';

/** One agreement as the patient and the family read it. */
export interface AgreementSummary {
  readonly title: string;
  readonly sentence: string;
  /** Empty where nobody but the patient is asked, and where the program no longer knows the template: the page then says so. */
  readonly ladder: readonly LadderLine[];
  readonly okClears: boolean;
  /** By whom. */
  readonly approved: string;
  readonly since: string | null;
  /** null: not paused. */
  readonly pausedUntil: string | null;
}

/** All that stands on the printed page. */
export interface Summary {
  readonly knownAs: string;
  readonly name: string;
  readonly printedOn: string;
  /** Most urgent first. */
  readonly agreements: readonly AgreementSummary[];
  readonly told: readonly string[];
  readonly notTold: readonly string[];
}

const urgency: readonly Severity[] = ['high', 'moderate', 'low'];

/** `2 March 2026` in the patient's zone. */
function dateInWords(at: Instant, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** `Monday 2 March at 18:00`, likewise. */
function momentInWords(at: Instant, zone: string): string {
  const date = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' }).format(at);
  return `${date} at ${localTime(zone, at)}`;
}

/** Whom an agreement calls, by its own plan or that of its template; null: the program no longer knows the template. */
export function planOf({ template, params, plan }: ScenarioRow, templates: Templates): EscalationPlan | null {
  if (plan) return plan;
  const known = templates.get(template);
  const parsed = known?.params.safeParse(completed(known, params));
  return known && parsed?.success ? known.defaultPlan(parsed.data) : null;
}

/** What is agreed with a patient, for the patient: agreements in force, who is called and when, who may be told. */
export function summaryOf(
  patient: PatientRow,
  around: { readonly contacts: readonly ContactRow[]; readonly scenarios: readonly ScenarioRow[]; readonly templates: Templates },
  at: Instant,
): Summary {
  const { contacts, scenarios, templates } = around;
  const agreements = scenarios.map((scenario) => {
    const { title, agreement, severity } = describeAgreement(scenario, templates);
    const plan = planOf(scenario, templates);
    // What is between us and the patient alone is in the sentence already.
    const paused = statusAt(scenario.status, scenario.pausedUntilAt, at) === 'paused';
    const calls = plan?.steps.some(({ level }) => level !== 'patient') === true;
    const summary: AgreementSummary = {
      title,
      sentence: agreement,
      ladder: plan && calls ? ladderInWords(plan, contacts) : [],
      okClears: calls && plan?.okClears === true && severity !== 'high',
      approved: scenario.approvedBy ?? 'not yet approved',
      since: scenario.activeFromAt === null ? null : dateInWords(scenario.activeFromAt, patient.zone),
      pausedUntil: paused ? momentInWords(scenario.pausedUntilAt!, patient.zone) : null,
    };
    return { severity, summary };
  });
  agreements.sort(
    (a, b) => urgency.indexOf(a.severity) - urgency.indexOf(b.severity) || a.summary.title.localeCompare(b.summary.title, 'en'),
  );
  const inOrder = [...contacts].sort((a, b) => a.order - b.order);
  const named = (willing: boolean) =>
    inOrder.filter(({ mayBeTold }) => mayBeTold === willing).map(({ name, relationship }) => `${name} (${relationship})`);
  return {
    knownAs: patient.knownAs,
    name: `${patient.givenName} ${patient.familyName}`,
    printedOn: dateInWords(at, patient.zone),
    agreements: agreements.map(({ summary }) => summary),
    told: named(true),
    notTold: named(false),
  };
}
