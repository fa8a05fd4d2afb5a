import { pushOf } from '../../shared/phone/push.ts';

/** Notices of the app on this phone. */
export const { pushState, turnPushOn, keepPush, turnPushOff, restPush } = pushOf('/family/');
