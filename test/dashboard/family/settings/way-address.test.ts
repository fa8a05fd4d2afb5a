import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../../dashboard/family/settings/way-address.ts';
import { reached as english } from '../../../../dashboard/family/words/en/reached.ts';
import { reached as polish } from '../../../../dashboard/family/words/pl/reached.ts';
import { say } from '../../../../dashboard/shared/words/say.ts';
import { noticeOf } from '../../../../gateway/notify/push-words.ts';
import { alertWords } from '../../../../rules/languages/alert-words.ts';
import { aNotification } from '../../../notify/support.ts';

describe('what is typed as a way', () => {
  it.each([
    ['sms', '07700 900123', '+447700900123'],
    ['voice', '(01632) 960-000', '+441632960000'],
    ['sms', '+48 500 100 200', '+48500100200'],
    ['sms', '0048 500 100 200', '+48500100200'],
    ['email', ' mary@example.org ', 'mary@example.org'],
    ['sms', '12345', null],
    ['sms', 'mary@example.org', null],
    ['email', '07700 900123', null],
  ] as const)('%s "%s": %s', (kind, typed, address) => {
    expect(readAddress(kind, typed)).toEqual(address === null ? null : { kind, address });
  });
});

describe('the examples of what a locked screen says', () => {
  it.each([
    ['en', english],
    ['pl', polish],
  ] as const)('are what a notice says, in %s', (language, reached) => {
    const subject = say(alertWords[language].subject.escalation, { name: 'Kathleen' });
    const notice = noticeOf({ ...aNotification({ subject }), language }, { repeat: false });
    expect(say(reached.exampleWithout, { name: 'Kathleen' })).toBe(`${notice.title}. ${notice.body}`);
    expect(say(reached.exampleWith, { name: 'Kathleen' }).startsWith(`${notice.title}. `)).toBe(true);
  });
});
