import type { Language } from '../../rules/model/speech.ts';
import { type Instant, localDate } from '../../rules/model/time.ts';
import {
  type CarePlanComparison,
  type CarePlanSections,
  type CarePlanShown,
  type CarePlanVersion,
  type PlanAgreed,
  type PlanSection,
  planSections,
} from '../contract/care-plan.ts';
import type { CarePlanRow } from '../store/care-plans.ts';
import { type PlanWords, planWords } from './care-plan-words.ts';
import { iso, isoOrNull } from './instant.ts';

/** What the words of a plan need besides the plan. */
export interface PlanNames {
  /** Names of contacts by their id. */
  readonly contacts: ReadonlyMap<string, string>;
  /** Ids of actions that are done. */
  readonly done: ReadonlySet<string>;
}

type Part = CarePlanShown['parts'][number];

/** `2 March 2026` of `2026-03-02`. */
function dateInWords(date: string, { locale }: PlanWords): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(Date.parse(date));
}

function linesOfWishes({ cpr, hospital, hospitalOnlyIf, documents, words }: CarePlanSections['wishes'], say: PlanWords): string[] {
  return [
    say.cpr[cpr],
    hospital === 'only-if' ? `${say.hospital[hospital]} ${hospitalOnlyIf}` : say.hospital[hospital],
    ...documents.map((one) => say.document(say.documentKinds[one.kind], one.keptAt, one.decidedBy, dateInWords(one.decidedOn, say))),
    ...paragraphs(words),
  ];
}

function ownerInWords({ kind, id, name }: CarePlanSections['actions'][number]['owner'], names: PlanNames, say: PlanWords): string {
  if (kind === 'patient') return say.self;
  return kind === 'contact' ? (names.contacts.get(id) ?? say.formerContact) : name;
}

const paragraphs = (text: string): string[] =>
  text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

function linesOf(section: PlanSection, sections: CarePlanSections, names: PlanNames, say: PlanWords): string[] {
  if (section === 'wishes') return linesOfWishes(sections.wishes, say);
  if (section === 'keyAccess') {
    const { note, holders } = sections.keyAccess;
    const who = holders.map((id) => names.contacts.get(id) ?? say.formerContact).join(', ');
    return [...paragraphs(note), ...(who === '' ? (note === '' ? [] : [say.noHolders]) : [say.holders(who)])];
  }
  if (section === 'actions')
    return sections.actions.map(({ id, what, owner, dueOn }) => {
      const due = dueOn === null ? [] : [say.due(dateInWords(dueOn, say))];
      const done = names.done.has(id) ? [say.done] : [];
      return `${what} (${[ownerInWords(owner, names, say), ...due, ...done].join(', ')})`;
    });
  return paragraphs(sections[section]);
}

/** Whether anything is written there. Wishes that were not asked for are not recorded, whatever is said of them. */
function isRecorded(section: PlanSection, sections: CarePlanSections, lines: readonly string[]): boolean {
  const { cpr, hospital, documents, words } = sections.wishes;
  if (section !== 'wishes') return lines.length > 0;
  return cpr !== 'not-recorded' || hospital !== 'not-recorded' || documents.length > 0 || words !== '';
}

/** The parts of a plan in words, in the order of reading. */
export function planParts(
  sections: CarePlanSections,
  names: PlanNames,
  language: Language = 'en',
  wanted: readonly PlanSection[] = planSections,
): Part[] {
  const say = planWords[language];
  return planSections
    .filter((section) => wanted.includes(section))
    .map((section) => {
      const lines = linesOf(section, sections, names, say);
      const shown = lines.length === 0 ? [say.notRecorded] : lines;
      return { section, title: say.titles[section], lines: shown, recorded: isRecorded(section, sections, lines) };
    });
}

function agreedInWords(agreed: PlanAgreed | null, say: PlanWords): string {
  if (agreed === null) return say.notRecorded;
  const on = dateInWords(agreed.on, say);
  return agreed.by === 'patient' ? say.agreedByPatient(on) : say.agreedByOthers(agreed.decidedBy, on, agreed.reference);
}

/** The plan in force as somebody sees it who may see `wanted`. Throws for a plan that never was in force. */
export function toCarePlanShown(
  plan: CarePlanRow,
  names: PlanNames,
  reading: {
    readonly at: Instant;
    readonly zone: string;
    readonly language?: Language;
    readonly wanted?: readonly PlanSection[];
  },
): CarePlanShown {
  const { version, activeFromAt, approvedBy, reviewOn, agreed } = plan;
  if (activeFromAt === null || approvedBy === null || reviewOn === null) throw new Error(`plan ${version} has not been in force`);
  const { at, zone, language = 'en', wanted = planSections } = reading;
  return {
    version,
    activeFrom: iso(activeFromAt),
    approvedBy,
    agreed: agreedInWords(agreed, planWords[language]),
    reviewOn,
    reviewOverdue: isReviewOverdue(plan, zone, at),
    parts: planParts(plan.sections, names, language, wanted),
  };
}

/** Its day has passed where the person lives. */
export function isReviewOverdue({ reviewOn }: Pick<CarePlanRow, 'reviewOn'>, zone: string, at: Instant): boolean {
  return reviewOn !== null && reviewOn < localDate(zone, at);
}

/** A version for those who write plans. */
export function toCarePlanVersion(plan: CarePlanRow, names: PlanNames): CarePlanVersion {
  const { activeFromAt, writtenAt, ...rest } = plan;
  return { ...rest, writtenAt: iso(writtenAt), activeFrom: isoOrNull(activeFromAt), parts: planParts(plan.sections, names) };
}

/** What a version says otherwise than the one before, sentence by sentence. Whether an action is done is no change of the plan. */
export function planChanges(before: CarePlanRow, after: CarePlanRow, contacts: PlanNames['contacts']): CarePlanComparison['changes'] {
  const names = { contacts, done: new Set<string>() };
  const old = planParts(before.sections, names);
  return planParts(after.sections, names).flatMap(({ section, title, lines }, i) => {
    const former = old[i]!.lines;
    const removed = former.filter((line) => !lines.includes(line));
    const added = lines.filter((line) => !former.includes(line));
    return removed.length + added.length === 0 ? [] : [{ section, title, removed, added }];
  });
}
