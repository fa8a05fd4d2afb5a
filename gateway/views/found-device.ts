import { observationKinds } from '../../rules/model/observation.ts';
import { hour, type Instant } from '../../rules/model/time.ts';
import { readHubMessage } from '../adapters/hub-dialects.ts';
import { likelyKind, meaningOf } from '../adapters/properties.ts';
import type { Property } from '../adapters/said.ts';
import type { FoundDevice } from '../contract/hubs.ts';
import { belowHub } from '../contract/topics.ts';
import type { FoundRow } from '../store/found-devices.ts';
import { iso, isoOrNull } from './instant.ts';

/** Devices of a home repeat themselves; what was heard so seldom, and not within an hour, was probably never there. */
const seldom = 2;
const quietForMs = hour;

/** Something found behind a hub, with what it said last and how that would be read. */
export function toFoundDevice(row: FoundRow, at: Instant): FoundDevice {
  const { hubId, child, foundAt, messages, lastHeardAt, ignored } = row;
  const told = lastTold(row);
  const kind = likelyKind([...told, ...child.entities.map(({ property }) => ({ name: property, value: null }))]);
  const properties = told.map((property) => {
    const meaning = kind === null ? null : meaningOf(property, kind);
    const reading =
      meaning === null || 'fault' in meaning
        ? null
        : { kind: meaning.kind, value: meaning.value, unit: observationKinds[meaning.kind].unit };
    return { name: property.name, value: property.value, unit: property.unit ?? null, reading };
  });
  const { id: nativeId, dialect, name, make, model } = child;
  const likelyGhost = messages > 0 && messages <= seldom && lastHeardAt !== null && at - lastHeardAt >= quietForMs;
  return {
    hubId,
    nativeId,
    dialect,
    name,
    make,
    model,
    foundAt: iso(foundAt),
    lastHeardAt: isoOrNull(lastHeardAt),
    messages,
    likelyGhost,
    likelyKind: kind,
    properties,
    ignored: ignored === null ? null : { ...ignored, at: iso(ignored.at) },
  };
}

function lastTold({ hubId, child, last, lastHeardAt }: FoundRow): readonly Property[] {
  if (last === null) return [];
  const message = { topic: belowHub(hubId, last.topic), payload: last.payload, receivedAt: lastHeardAt ?? 0 };
  const said = readHubMessage(message, { hubId, children: [child] })?.said ?? [];
  return said.flatMap((one) => (one.type === 'report' && one.childId === child.id ? one.properties : []));
}
