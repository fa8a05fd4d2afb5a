import type { Figure, FigureId } from '../contract/figures.ts';

/** Shares of calls that are to be answered in time, by calendar month (UK telecare contracts and standards). */
export const answerTargets = { within60s: 0.975, within180s: 0.99 } as const;
/** Shares of visits that are to arrive in time after the decision (UK telecare contracts and standards). */
export const arrivalTargets = { within45min: 0.9, within60min: 1 } as const;
/** What one operator can deal with (EEMUA 191, ISA-18.2: about six an hour is acceptable, twelve is the most). */
export const perOperatorHour = { acceptable: 6, most: 12 } as const;
/** More alerts than this in ten minutes are a flood for one operator; fewer than so many of all ten minutes may be one (EEMUA 191, ISA-18.2). */
export const flood = { above: 10, share: 0.01 } as const;
/** Alerts that are not closed after a day; fewer than this (EEMUA 191, ISA-18.2). */
export const staleLimit = 5;
/** The mix of low, moderate and high that operators can tell apart (EEMUA 191, ISA-18.2), and how far off still counts as near. */
export const mix = { low: 0.8, moderate: 0.15, high: 0.05, near: 0.05, far: 0.1 } as const;
/** Kit that is known to be broken is tested working within a day (UK telecare practice). */
export const kitTarget = 1;

const telecare = 'UK telecare contracts and standards';
const eemua = 'ANSI/ISA-18.2 and EEMUA 191, alarm systems';
const ours = 'Ours';

type Definition = Pick<Figure, 'title' | 'definition' | 'source' | 'target' | 'unit'> & {
  /** It tells of people's care, and is not for those who only set the system up. */
  readonly clinical: boolean;
};

/** What each figure means: the one place for the page, the report and docs/figures.md. */
export const definitions: Readonly<Record<FigureId, Definition>> = {
  'answered-60s': {
    title: 'Answered within 60 seconds',
    definition:
      'Of alerts asked of the centre or a crew: the share that a professional took within 60 seconds of the first asking. One that settled before is counted only if it had waited longer.',
    source: telecare,
    target: 'at least 97.5 % by calendar month',
    unit: 'share',
    clinical: false,
  },
  'answered-180s': {
    title: 'Answered within 180 seconds',
    definition: 'The same within 180 seconds. Each that waited longer is listed as an exception.',
    source: telecare,
    target: 'at least 99 % by calendar month',
    unit: 'share',
    clinical: false,
  },
  'arrived-45min': {
    title: 'Visits that arrived within 45 minutes',
    definition:
      'Of visits that were decided on: the share in which the crew arrived within 45 minutes, by their own clock. A cancelled visit is counted only if it had waited longer.',
    source: telecare,
    target: 'at least 90 %',
    unit: 'share',
    clinical: false,
  },
  'arrived-60min': {
    title: 'Visits that arrived within 60 minutes',
    definition: 'The same within 60 minutes.',
    source: telecare,
    target: 'all',
    unit: 'share',
    clinical: false,
  },
  'urgent-response-2h': {
    title: 'Urgent community response within 2 hours',
    definition: 'Of urgent community responses: the share in which the crew arrived within two hours; asked for at night, from 08:00 on.',
    source: 'NHS urgent community response: within 2 hours, 08:00 to 20:00, every day',
    target: null,
    unit: 'share',
    clinical: false,
  },
  'alerts-per-operator-hour': {
    title: 'Alerts per operator per hour',
    definition:
      'Alerts asked of the centre, by the operator-hours in which any were: everybody who acted on an alert in an hour counts as one, and an hour in which nobody acted as one operator.',
    source: eemua,
    target: 'about 6, at most 12',
    unit: 'ratio',
    clinical: false,
  },
  'busy-periods': {
    title: 'Ten minutes with more than 10 alerts an operator',
    definition:
      'Of all periods of ten minutes: the share in which more than 10 alerts were asked of the centre for each operator of that hour.',
    source: eemua,
    target: 'less than 1 %',
    unit: 'share',
    clinical: false,
  },
  stale: {
    title: 'Alerts not closed for more than 24 hours',
    definition: 'Alerts that had been open for more than 24 hours at the end.',
    source: eemua,
    target: 'fewer than 5',
    unit: 'count',
    clinical: false,
  },
  'priority-mix': {
    title: 'Low, moderate and high',
    definition:
      'Shares of the alerts that opened, each as grave as it became. Within 5 percentage points of the aim is met, within 10 near.',
    source: eemua,
    target: 'near 80, 15 and 5 %',
    unit: 'mix',
    clinical: true,
  },
  actionable: {
    title: 'Share actionable',
    definition:
      'Of closed alerts about which a person decided: the share in which somebody was needed. Tests, and prompts that were enough, are left out.',
    source: `${ours}: each outcome says whether somebody was needed`,
    target: null,
    unit: 'share',
    clinical: true,
  },
  'prompts-per-escalation-avoided': {
    title: 'Prompts for one escalation avoided',
    definition:
      'Alerts that asked the patient first, by those of them in which that was enough and nobody else was called. 1 would be best.',
    source: ours,
    target: null,
    unit: 'ratio',
    clinical: true,
  },
  'alert-burden': {
    title: 'Alerts per person per day',
    definition: 'Alerts that opened, by the days for which people were looked after.',
    source: ours,
    target: null,
    unit: 'ratio',
    clinical: true,
  },
  'top-sources': {
    title: 'Share of the ten busiest agreements',
    definition:
      'Of all alerts: the share raised by the ten agreements that raised most. Few of them far above the rest deserve another look.',
    source: eemua,
    target: null,
    unit: 'share',
    clinical: true,
  },
  'silent-kit-24h': {
    title: 'Broken kit that was tested working within 24 hours',
    definition: 'Of faults of kit that were found 24 hours or longer before the end: the share that was tested working within 24 hours.',
    source: telecare,
    target: 'all',
    unit: 'share',
    clinical: false,
  },
  quarantine: {
    title: 'Readings that could not be read',
    definition: 'What was received and kept in quarantine because it was of no known shape or impossible.',
    source: ours,
    target: null,
    unit: 'count',
    clinical: false,
  },
};
