import { sessionKeys } from '../../shared/api/session-queries.ts';

/** Names of what is kept, so that whoever changes something can say what is out of date. */
export const keys = {
  me: sessionKeys.me,
  people: ['people'],
  /** What this user was allowed, by whom. */
  given: ['given'],
  /** Everything about one person. */
  person: (id: string) => ['person', id],
  detail: (id: string) => ['person', id, 'detail'],
  part: (id: string, part: string) => ['person', id, part],
  alerts: ['alerts'],
  alert: (id: string) => ['alerts', id],
} as const;
