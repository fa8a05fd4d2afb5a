import type { z } from 'zod';
import type { pauseInput, withdrawInput } from '../../gateway/contract/agreements.ts';
import type { unavailabilityInput } from '../../gateway/contract/calendars.ts';
import type { presenceInput, scenarioInput } from '../../gateway/contract/people.ts';
import type { ObservationKind } from '../../rules/model/observation.ts';
import type { Presence } from '../../rules/model/patient.ts';
import { addDays, type Instant, type LocalTime, wallClockAt } from '../../rules/model/time.ts';
import type { FoundMapping, SimHome } from './home.ts';
import { storyDay } from './story.ts';

/** A time of day so many days later. */
export interface Later {
  readonly days: number;
  readonly at: LocalTime;
}

/** What family or professionals arrange about a person at a time of the day. */
export interface Arranged {
  readonly at: LocalTime;
  readonly what:
    | { readonly type: 'pause'; readonly template: string; readonly until: Later; readonly reason: string }
    | { readonly type: 'elsewhere'; readonly mode: Presence['mode']; readonly until: Later }
    /** `contact`: their place among the contacts, from 0; `instead`: what the agency is asked in their place. */
    | {
        readonly type: 'nothing-reaches';
        readonly contact: number;
        readonly until: Later;
        readonly reason: string;
        readonly instead: string;
      }
    | { readonly type: 'consent-taken-back'; readonly template: string; readonly by: string }
    /** Home from hospital on this day: readings of these kinds are a sign. */
    | { readonly type: 'watch-after-discharge'; readonly kinds: readonly ObservationKind[] };
}

/** One request to the API, made by somebody who may arrange care. */
export interface DeskRequest {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body:
    | z.input<typeof pauseInput>
    | z.input<typeof presenceInput>
    | z.input<typeof unavailabilityInput>
    | z.input<typeof scenarioInput>
    | z.input<typeof withdrawInput>
    | FoundMapping;
  /** The answer that means that it was done before; left out: there is none. */
  readonly doneBefore?: number;
}

/** What is arranged about the people of a home on a local date, and when. */
export function deskRequests(home: SimHome, date: string): readonly { readonly at: Instant; readonly request: DeskRequest }[] {
  return home.people.flatMap(({ index, incidents }) => {
    const desk = incidents.find(({ day }) => day === storyDay(date))?.desk ?? [];
    return desk.map(({ at: time, what }) => {
      const at = wallClockAt(home.zone, date, time);
      return { at, request: requestFor(home, index, date, at, what) };
    });
  });
}

/** `at` is an instant of the local date. */
function requestFor(home: SimHome, person: number, date: string, at: Instant, what: Arranged['what']): DeskRequest {
  const { id, contacts, scenarios } = home.enrolment.patients[person]!;
  const patient = `/api/patients/${id}`;
  const iso = (instant: Instant) => new Date(instant).toISOString();
  const agreement = (wanted: string) => `${patient}/scenarios/${scenarios.find(({ template }) => template === wanted)?.id}`;
  const later = (until: Later) => iso(wallClockAt(home.zone, addDays(date, until.days), until.at));
  switch (what.type) {
    case 'pause':
      return {
        method: 'POST',
        path: `${agreement(what.template)}/pause`,
        body: { untilAt: later(what.until), reason: what.reason },
      };
    case 'consent-taken-back':
      // The next time that the story is told it has ended already.
      return { method: 'POST', path: `${agreement(what.template)}/withdraw-consent`, body: { by: what.by }, doneBefore: 409 };
    case 'elsewhere':
      return { method: 'PUT', path: `${patient}/presence`, body: { mode: what.mode, untilAt: later(what.until) } };
    case 'nothing-reaches': {
      const { reason, instead } = what;
      const replacement = { kind: 'team', teamKind: 'agency', message: instead } as const;
      return {
        method: 'POST',
        path: `${patient}/contacts/${contacts[what.contact]?.id}/unavailable`,
        body: { fromAt: iso(at), untilAt: later(what.until), reason, replacement },
      };
    }
    case 'watch-after-discharge':
      return {
        method: 'POST',
        path: `${patient}/scenarios`,
        body: {
          template: 'discharge-watch',
          params: { dischargedOn: date, kinds: [...what.kinds] },
          approvedBy: scenarios[0]?.approvedBy,
          patientAgreed: { how: 'told' },
        },
      };
  }
}
