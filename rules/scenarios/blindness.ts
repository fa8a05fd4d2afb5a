export { blindMs, seenUntil } from '../model/blindness.ts';
