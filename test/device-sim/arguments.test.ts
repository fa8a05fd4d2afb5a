import { describe, expect, it } from 'vitest';
import { crewOf, faultList, httpUrl, mqttUrl, positive, span, wholeNumber } from '../../device-sim/arguments.ts';

describe('arguments of the command line', () => {
  it.each([
    ['90s', 90],
    ['5m', 300],
    ['1.5h', 5_400],
  ])('%s is a time', (text, seconds) => expect(span(text)).toBe(seconds));

  it.each([
    ['5', span, 'a time such as'],
    ['5 m', span, 'a time such as'],
    ['0', positive, 'a number above 0'],
    ['Infinity', positive, 'a number above 0'],
    ['x', positive, 'a number above 0'],
    ['0', wholeNumber(1), 'a whole number from 1'],
    ['1.5', wholeNumber(1), 'a whole number from 1'],
    ['-1', wholeNumber(0), 'a whole number from 0'],
    ['fire', faultList, '"fire" is not a fault'],
    ['van-1', (text: string) => crewOf(text, []), 'such as van-1=jo@example.org'],
    ['van-1=jo', (text: string) => crewOf(text, []), 'such as van-1=jo@example.org'],
    ['http://127.0.0.1', mqttUrl, 'an address such as mqtt://'],
    ['127.0.0.1:1883', mqttUrl, 'an address such as mqtt://'],
    ['mqtt://127.0.0.1', httpUrl, 'an address such as http://'],
  ])('%j is refused with what was expected', (text, read, message) => expect(() => read(text)).toThrow(message));

  it('reads numbers and addresses', () => {
    expect(wholeNumber(0)('0')).toBe(0);
    expect(positive('0.5')).toBe(0.5);
    expect(mqttUrl('mqtt://127.0.0.1').hostname).toBe('127.0.0.1');
    expect(httpUrl('http://127.0.0.1:8080').port).toBe('8080');
    expect(crewOf('van-2=lena@example.org', crewOf('van-1=jo@example.org', []))).toEqual([
      { unitId: 'van-1', email: 'jo@example.org' },
      { unitId: 'van-2', email: 'lena@example.org' },
    ]);
  });
});
