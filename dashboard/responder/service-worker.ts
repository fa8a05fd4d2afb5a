import { lookAfter } from '../shared/phone/look-after.ts';

lookAfter('/responder/');
