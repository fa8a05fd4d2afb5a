import { pushOf } from '../shared/phone/push.ts';

/** Notices for crews: of visits that are offered to their unit, or called off. */
export const push = pushOf('/responder/');
