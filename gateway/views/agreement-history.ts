import { type AgreementStatus, statusAt } from '../../rules/model/agreement.ts';
import type { Instant } from '../../rules/model/time.ts';
import type { Templates } from '../agreements.ts';
import type { AgreedValue, AgreementHistory } from '../contract/agreements.ts';
import type { ScenarioEvent, ScenarioRow } from '../store/scenarios.ts';
import { agreedValues } from './agreement.ts';
import { iso, isoOrNull } from './instant.ts';

type Change = AgreementHistory['versions'][number]['changes'][number];

/** What a version says otherwise than the one before, value by value. Both lists are as `agreedValues` gives them. */
export function changesBetween(before: readonly AgreedValue[], after: readonly AgreedValue[]): Change[] {
  const then = new Map(before.map((one) => [one.path, one]));
  const now = new Map(after.map((one) => [one.path, one]));
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((path): Change[] => {
    const [old, made] = [then.get(path), now.get(path)];
    if (old?.value === made?.value) return [];
    const label = (made ?? old)!.label;
    return [
      {
        path,
        before: old?.value ?? null,
        after: made?.value ?? null,
        beforeSource: old?.source ?? null,
        afterSource: made?.source ?? null,
        words: `${label}: ${old ? `${old.value} (${old.source})` : 'not there'} → ${made ? `${made.value} (${made.source})` : 'taken out'}`,
      },
    ];
  });
}

const said: Readonly<Record<string, string>> = {
  'scenario.add': 'Made',
  'scenario.change': 'Changed',
  'scenario.approve': 'Approved',
  'scenario.activate': 'Put into force',
  'scenario.pause': 'Paused',
  'scenario.resume': 'Resumed',
  'scenario.drop': 'Dropped before it came into force',
  'scenario.withdraw': 'Consent taken back, retired',
  'scenario.retire': 'Retired',
};

function eventWords({ action, detail }: ScenarioEvent): string {
  const { version, status, approvedBy, untilAt } = detail as Partial<Record<string, string | number>>;
  const parts = [
    said[action] ?? action,
    ...(version === undefined ? [] : [`version ${version}`]),
    ...(status === undefined ? [] : [status === 'draft' ? 'as a draft' : 'in force at once']),
    ...(approvedBy ? [`approved by ${approvedBy}`] : []),
    ...(untilAt === undefined ? [] : [`until ${untilAt}`]),
  ];
  return parts.join(', ');
}

/** Who changed what: versions and events, newest first. `versions` as `versionsOfScenario` gives them. */
export function toAgreementHistory(
  versions: readonly ScenarioRow[],
  events: readonly ScenarioEvent[],
  templates: Templates,
  at: Instant,
): AgreementHistory {
  const values = versions.map((row) => agreedValues(row, templates));
  return {
    versions: versions.map((row, i) => ({
      version: row.version,
      status: statusAt(row.status, row.pausedUntilAt, at) satisfies AgreementStatus,
      createdAt: iso(row.createdAt),
      createdBy: row.createdBy,
      approvedBy: row.approvedBy || null,
      approvedAt: isoOrNull(row.approvedAt),
      activeFromAt: isoOrNull(row.activeFromAt),
      endedAt: isoOrNull(row.endedAt),
      changes: i === versions.length - 1 ? [] : changesBetween(values[i + 1]!, values[i]!),
    })),
    events: events.map((event) => ({ at: iso(event.at), by: event.by, action: event.action, words: eventWords(event) })),
  };
}
