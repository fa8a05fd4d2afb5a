import type { Instant } from '../../rules/model/time.ts';
import type { Templates } from '../agreements.ts';
import type { Figures } from '../contract/figures.ts';
import { alertFacts, type FiguresQuery, kitFacts, lookedAfter, operatorsByHour, quarantinedIn, staleAlerts } from '../store/figures.ts';
import { visitFacts } from '../store/figures-visits.ts';
import type { Db } from '../store/transaction.ts';
import { figuresOf } from './aggregate.ts';
import { asksCentre } from './asked-words.ts';

/** All figures of a stretch, as of `at`: what lies after it is left out. `clinical`: also those that tell of people's care. */
export async function askFigures(
  db: Db,
  templates: Templates,
  asked: FiguresQuery & { readonly at: Instant; readonly clinical: boolean },
): Promise<Figures> {
  const { at, clinical } = asked;
  const query = { ...asked, toAt: Math.max(asked.fromAt, Math.min(asked.toAt, at)) };
  const [alerts, operators, stale, kit, quarantined, visits, { personDays, sinceAt }] = await Promise.all([
    alertFacts(db, query, asksCentre),
    operatorsByHour(db, query),
    staleAlerts(db, query),
    kitFacts(db, query),
    quarantinedIn(db, query),
    visitFacts(db, query),
    lookedAfter(db, query),
  ]);
  const facts = { alerts, operators, stale, kit, quarantined, visits, personDays, sinceAt };
  const titleOf = (template: string) => templates.get(template)?.title ?? template;
  return figuresOf(facts, { stretch: { fromAt: query.fromAt, toAt: query.toAt }, at, titleOf, clinical });
}
