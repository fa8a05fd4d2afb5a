import { presenceAt } from '../../rules/model/patient.ts';
import type { Instant } from '../../rules/model/time.ts';
import { clockTime } from '../../rules/scenarios/words.ts';
import { describeAgreement, type Templates } from '../agreements.ts';
import type { Explained } from '../backtest/explain.ts';
import type { ExplanationStatus, ExplanationView } from '../contract/explanations.ts';
import { toConditionView } from './condition.ts';
import { iso } from './instant.ts';

/** Why there was no alert, or that there was one, as an answer to a person. */
export function toExplanationView(explained: Explained, templates: Templates): ExplanationView {
  const { query, versions, patient, place, conditions, alert, complete, notes } = explained;
  const scenario = patient?.scenarios[place] ?? null;
  const shown = scenario ?? versions[0]!;
  const { title, agreement } = describeAgreement(shown, templates);
  const status = statusOf(explained);
  return {
    patientId: query.patientId,
    scenarioId: query.scenarioId,
    title,
    at: iso(query.at),
    status,
    sentence: sentenceFor(status, explained),
    version: scenario?.version ?? null,
    agreement: scenario ? agreement : '',
    approvedBy: scenario?.approvedBy ?? null,
    conditions: conditions.map(toConditionView),
    alert: alert && { id: alert.id, openedAt: iso(alert.openedAt) },
    complete,
    notes: [...notes],
  };
}

function statusOf({ query: { at }, versions, patient, place, conditions, blind, alert }: Explained): ExplanationStatus {
  if (alert) return alert.owner === null ? 'alert-open' : 'acknowledged';
  const scenario = patient?.scenarios[place];
  if (!patient || !scenario) {
    const ended = versions.some(({ activeFromAt }) => activeFromAt !== null && activeFromAt <= at);
    if (!ended) return 'not-yet-active';
    return patient === null ? 'unknown' : 'retired';
  }
  if (scenario.pausedUntilAt !== undefined && at < scenario.pausedUntilAt) return 'paused';
  if (blind) return 'blind';
  if (presenceAt(patient.context, at) !== 'home') return 'away';
  if (conditions.length === 0) return 'unknown';
  return conditions.every(({ met }) => met !== false) && conditions.some(({ met }) => met === null) ? 'unknown' : 'watching';
}

function sentenceFor(status: ExplanationStatus, explained: Explained): string {
  const { query, patient, place, alert } = explained;
  const zone = patient?.context.zone ?? 'UTC';
  const say = (at: Instant) => clockTime(zone, at, 0);
  const then = say(query.at);
  const none = `There was no alert at ${then}`;
  switch (status) {
    case 'alert-open':
      return `There was one: an alert was open at ${then}, since ${say(alert!.openedAt)}. ${alert!.reason}`;
    case 'acknowledged':
      return `There was one, open since ${say(alert!.openedAt)}, and ${alert!.owner!.actor.name} was seeing to it. ${alert!.reason}`;
    case 'not-yet-active':
      return `${none}: this was not yet agreed.`;
    case 'retired':
      return `${none}: this was not agreed any more.`;
    case 'paused':
      return `${none}: the agreement was paused until ${say(patient!.scenarios[place]!.pausedUntilAt!)}.`;
    case 'blind':
      return `${none}: we could not see into the home then. That says nothing about how the person was.`;
    case 'away':
      return `${none}: ${patient!.context.knownAs} was away by agreement (${presenceAt(patient!.context, query.at)}). ${whatStood(explained)}`.trim();
    case 'unknown':
      return `Why there was no alert at ${then} cannot be said. ${whatStood(explained)}`.trim();
    case 'watching':
      return `${none}. ${whatStood(explained)}`;
  }
}

/** The first condition that was not so; else the first that is not known. */
function whatStood({ conditions, patient }: Explained): string {
  if (patient === null) return 'Nothing is stored of that time.';
  if (conditions.length === 0) return 'This kind of agreement does not say what it looks at.';
  const unmet = conditions.find(({ met }) => met === false);
  if (unmet) return `An alert needs this, and it was not so: ${unmet.text} ${unmet.found}`;
  const unknown = conditions.find(({ met }) => met === null);
  if (unknown) return `This is not known: ${unknown.text} ${unknown.found}`;
  return 'Everything that an alert needs was so at that moment; it is raised when it is judged next.';
}
