/** What a visit may need somebody to bring or to be able to do. */
export const responseSkills = ['lifting', 'personal-care', 'nursing', 'mental-health', 'technical'] as const;
export type ResponseSkill = (typeof responseSkills)[number];

/** A visit within the hour, or urgent community response: a clinical team within two hours (NHS England, 2-hour standard). */
export const urgencies = ['visit', 'urgent-community-response'] as const;
export type Urgency = (typeof urgencies)[number];

/** How far a job has come. It is open until `completed` or `cancelled`; from `accepted` to `access-gained` a unit holds it. */
export const jobStates = ['offered', 'overflow', 'accepted', 'on-the-way', 'arrived', 'access-gained', 'completed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

/** What the crew says of a job, in the order in which it happens. */
export const stages = ['accept', 'on-the-way', 'arrived', 'access-gained', 'complete'] as const;
export type Stage = (typeof stages)[number];
export const crewEventTypes = [...stages, 'decline', 'no-access', 'note'] as const;
export type CrewEventType = (typeof crewEventTypes)[number];

/** How one asking of one unit ended. */
export const offerAnswers = ['accepted', 'declined', 'timed-out', 'withdrawn'] as const;
export type OfferAnswer = (typeof offerAnswers)[number];

/** How the crew got in. */
export const waysIn = ['let-in', 'key-safe', 'key-holder', 'open-door', 'police', 'other'] as const;
export type WayIn = (typeof waysIn)[number];
