import type { Instant } from './time.ts';

/** Who can give the help that is needed, least first. No machine calls 999: the level says that a person should. */
export const careLevels = ['self-care', 'family', 'agency', 'place-team', 'urgent-community-response', '999'] as const;
export type CareLevel = (typeof careLevels)[number];

/** How a telephone call to a contact ended; `coming`: spoke to them, and they are on their way. */
export const callResults = ['spoke', 'coming', 'voicemail', 'no-answer', 'engaged', 'refused'] as const;
export type CallResult = (typeof callResults)[number];

/** Why a contact is called before somebody whom the person wants called first. */
export const callOrderReasons = ['asked-for', 'known-away', 'nearest', 'rang-us', 'plan-says'] as const;
export type CallOrderReason = (typeof callOrderReasons)[number];

/** Why a contact could not be reached, asked afterwards so that it does not happen again. */
export const whyNotReached = ['wrong-number', 'switched-off', 'did-not-hear', 'away', 'no-longer-contact', 'not-known'] as const;
export type WhyNotReached = (typeof whyNotReached)[number];

/** What a person who answers an alert has recorded, each with an id of its own that makes the same record twice one. */
export type Recorded =
  /** One step of the call script. */
  | { readonly kind: 'step'; readonly id: string; readonly step: string; readonly answer: string; readonly note: string }
  | {
      readonly kind: 'call';
      readonly id: string;
      readonly contactId: string;
      readonly name: string;
      readonly result: CallResult;
      /** For `coming`: when they said they will be there. */
      readonly arrivesAt: Instant | null;
      /** Why they were called before `before`. Left out: it was their turn. */
      readonly outOfOrder?: CallOrderReason;
      /** Names of those who come before them and had not been tried. */
      readonly before?: readonly string[];
      readonly note: string;
    }
  | {
      readonly kind: 'not-reached';
      readonly id: string;
      readonly contactId: string;
      readonly name: string;
      readonly why: WhyNotReached;
      readonly note: string;
    }
  | {
      readonly kind: 'assessment';
      readonly id: string;
      /** Question → answer; what is left out is not known. */
      readonly answers: Readonly<Record<string, string>>;
      readonly advised: CareLevel;
      readonly reasons: readonly string[];
      readonly chosen: CareLevel;
      /** Why another level than was advised. */
      readonly why: string;
    }
  | { readonly kind: 'follow-up'; readonly id: string; readonly text: string; readonly owner: string; readonly dueAt: Instant }
  | { readonly kind: 'referral'; readonly id: string; readonly serviceId: string; readonly service: string }
  | { readonly kind: 'signpost'; readonly id: string; readonly serviceId: string; readonly service: string };

/** Most records of one alert; beyond it somebody's program runs wild. */
export const mostRecorded = 500;
