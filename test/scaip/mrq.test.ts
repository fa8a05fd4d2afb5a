import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../gateway/scaip/meaning.ts';
import { parseMrq } from '../../gateway/scaip/mrq.ts';
import { writeMrs } from '../../gateway/scaip/mrs.ts';

const body = (fields: string) => Buffer.from(`<mrq>${fields}</mrq>`);
const padded = fc.nat(6).map((zeros) => '0'.repeat(zeros));

/** The readings of a body in words, or why there are none. */
function meant(bytes: Buffer): string {
  const read = parseMrq(bytes);
  if ('fault' in read) return `${read.fault.snu} ${read.fault.mayCall ? 'may call' : 'calls nobody'}: ${read.fault.reason}`;
  return meaningOf(read.mrq)
    .map(({ kind, value }) => `${kind} ${value}`)
    .join(' + ');
}

describe('a message of a unit', () => {
  // The shapes of five makes, as they are written down in public code; their numbers are made up.
  it.each([
    [
      '<ref>0000AB12</ref><cha>0</cha><mty>ME</mty><cid>40711</cid><dty>02</dty><did>00</did><crd>gsm:+440000</crd><stc>010</stc>',
      'sos alarm unit',
    ],
    ['<ref>2040608010</ref><cid>20300457</cid><dty>3</dty><stc>10</stc><crd>gsm:</crd>', 'sos pendant'],
    ['<ref>kq3ZtM8PwB1xYc7d</ref><cid>555001</cid><dty>0004</dty><mty>ME</mty><stc>0010</stc><lco>011</lco>', 'sos fixed button, bathroom'],
    ['<ref>771004200003</ref><mty>ME</mty><cid> 7710042</cid><dty>0004</dty><stc>0010</stc><crd>gsm:+</crd>', 'sos fixed button'],
    ['<ref>0000AB13</ref><mty>PI</mty><cid>40711</cid><dty>02</dty><crd>no-voice:</crd><stc>102</stc>', 'heartbeat true'],
    ['<mty>PI</mty><ref>2040608011</ref><cid>20300457</cid><dty>2</dty>', 'heartbeat true'],
    ['<ref>kq4</ref><cid>555001</cid><dty>0002</dty><mty>PI</mty><stc>0009</stc>', 'heartbeat true'],
    ['<ref>kq5</ref><cid>555001</cid><dty>0002</dty><mty>ME</mty><stc>0067</stc>', 'device-fault faulty'],
  ])('of the shape %s', (fields, expected) => {
    expect(meant(body(fields))).toBe(expected);
  });

  it.each([
    ['ME', '3', null, 'sos pendant'],
    ['ME', '5', '9', 'fall fallen'],
    ['ME', '5', '10', 'sos fall detector'],
    ['ME', '5', null, 'sos fall detector'],
    ['ME', '30', '11', 'fall fallen'],
    ['ME', '23', '9', 'smoke alarm'],
    ['ME', '26', '9', 'carbon-monoxide alarm'],
    ['ME', '21', '9', 'gas-leak alarm'],
    ['ME', '33', '9', 'water-leak alarm'],
    ['ME', '23', '94', 'smoke clear'],
    ['ME', '3', '94', 'heartbeat true'],
    ['ME', '3', '19', 'sos-cancelled true + fall recovered'],
    ['IN', '3', '19', 'sos-cancelled true + fall recovered'],
    ['RE', '2', '92', 'sos-cancelled true + fall recovered'],
    ['RE', '3', null, 'sos-cancelled true + fall recovered'],
    ['RE', '23', null, 'smoke clear'],
    ['ME', '2', '102', 'unit-test true'],
    ['IN', '2', '103', 'unit-test true'],
    ['ME', '2', '16', 'device-fault faulty'],
    ['PI', '2', '16', 'device-fault faulty'],
    ['IN', '2', '86', 'device-fault recovered'],
    ['ME', '11', '83', 'heartbeat true'],
    ['ME', '3', '9876', 'sos pendant'],
    ['ME', '9876', '10', 'sos alarm unit'],
    ['IN', '3', '10', 'sos pendant'],
    ['IN', '3', null, 'heartbeat true'],
    ['IN', '3', '9876', 'heartbeat true'],
    ['PI', '3', '19', 'heartbeat true'],
  ])('%s of device type %s with status %s means %s', (mty, dty, stc, expected) => {
    const status = stc === null ? '' : `<stc>${stc}</stc>`;
    expect(meant(body(`<ref>1</ref><cid>7</cid><mty>${mty}</mty><dty>${dty}</dty>${status}`))).toBe(expected);
  });

  it('has the same numbers whatever their padding', () => {
    fc.assert(
      fc.property(padded, padded, padded, padded, (a, b, c, d) => {
        const cid = `${a}123`.slice(-16);
        const read = parseMrq(body(`<ref>r1</ref><cid>${cid}</cid><dty>${b}3</dty><stc> ${c}10 </stc><lco>${d}11</lco>`));
        expect(read).toEqual({ mrq: { ref: 'r1', cid: '123', mty: 'ME', dty: 3, stc: 10, lco: 11, noVoice: false } });
      }),
    );
  });

  it.each([
    ['7', '7'],
    ['0', '0'],
    ['000', '0'],
    [' 0700 ', '700'],
    ['+0044', '+44'],
    ['09999999999999999999', '9999999999999999999'],
  ])('of unit %s comes from unit %s', (written, expected) => {
    expect(parseMrq(body(`<ref>1</ref><cid>${written}</cid><dty>3</dty>`))).toMatchObject({ mrq: { cid: expected } });
  });

  it.each([
    ['no XML', Buffer.from('help!'), '2 may call: body: is not XML'],
    ['nothing', Buffer.alloc(0), '2 may call: body: is not XML'],
    ['XML that breaks off', Buffer.from('<mrq><ref>1</ref>'), '2 may call: body: is not XML'],
    ['another root', Buffer.from('<mrs><ref>1</ref></mrs>'), '2 may call: body: holds no mrq'],
    ['a root without elements', Buffer.from('<mrq>hello</mrq>'), '2 may call: body: holds no mrq'],
    ['names that are none of theirs', Buffer.from('<mrq><__proto__>1</__proto__></mrq>'), '2 may call: body: is not XML'],
    [
      'entities',
      Buffer.from('<!DOCTYPE mrq [<!ENTITY a "b">]><mrq><ref>&a;</ref></mrq>'),
      '2 may call: body: a document type declaration is not read',
    ],
    ['no dty', body('<ref>1</ref><cid>7</cid>'), '7 may call: dty: Invalid input: expected string, received undefined'],
    [
      'no cid, cancelled',
      body('<ref>1</ref><dty>3</dty><stc>19</stc>'),
      '7 calls nobody: cid: Invalid input: expected string, received undefined',
    ],
    ['letters for a number', body('<ref>1</ref><cid>7</cid><dty>three</dty>'), '2 may call: dty: is no number'],
    ['a status that cannot be read', body('<ref>1</ref><cid>7</cid><dty>3</dty><stc>-1</stc>'), '2 may call: stc: is no number'],
    [
      'a field twice',
      body('<ref>1</ref><ref>2</ref><cid>7</cid><dty>3</dty>'),
      '2 may call: ref: Invalid input: expected string, received array',
    ],
    [
      'a heartbeat without a number',
      body('<ref>1</ref><cid></cid><dty>3</dty><mty>PI</mty>'),
      '2 calls nobody: cid: Too small: expected string to have >=1 characters; cid: must be digits',
    ],
    [
      'an unknown type',
      body('<ref>1</ref><cid>7</cid><dty>3</dty><mty>XX</mty>'),
      '2 may call: mty: Invalid option: expected one of "ME"|"RE"|"IN"|"PI"',
    ],
  ])('is faulty with %s, and what may be a call is taken for one', (_name, bytes, expected) => {
    expect(meant(bytes)).toBe(expected);
  });

  it('never throws, whatever comes', () => {
    const part = fc.constantFrom('<mrq>', '</mrq>', '<ref>', '1', '</ref>', '<cid>', '&', ';', '<', '>', '!', '<![CDATA[', ']]>', ' ', 'é');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part).map((parts) => parts.join('')),
          fc.string(),
        ),
        (text) => {
          expect(meant(Buffer.from(text))).toMatch(/\S/);
        },
      ),
    );
  });
});

describe('an answer', () => {
  it.each([
    [{ ref: 'a1', snu: 0 }, '<ref>a1</ref><snu>0</snu>'],
    [{ ref: 'a1', snu: 0, voice: { to: null } }, '<ref>a1</ref><snu>0</snu><mre>01</mre><cre>61</cre>'],
    [{ ref: 'a1', snu: 0, voice: { to: 'tel:+44123' } }, '<ref>a1</ref><snu>0</snu><mre>01</mre><cre>62</cre><tnu>tel:+44123</tnu>'],
    [{ ref: 'a1', snu: 0, voice: 'none' }, '<ref>a1</ref><snu>0</snu><mre>00</mre>'],
    [{ ref: 'a1', snu: 3, ste: 'a < b & c' }, '<ref>a1</ref><snu>3</snu><ste>a &lt; b &amp; c</ste>'],
  ] as const)('%j', (mrs, expected) => {
    expect(writeMrs(mrs)).toBe(`<?xml version="1.0" encoding="UTF-8"?><mrs>${expected}</mrs>`);
  });
});
