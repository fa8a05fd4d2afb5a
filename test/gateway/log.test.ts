import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../gateway/log.ts';

function captured(isTTY: boolean) {
  const lines: string[] = [];
  return { lines, log: createLog('info', { isTTY, write: (text: string) => lines.push(text) }) };
}

describe('the log', () => {
  it('writes JSON lines with the level as a word', () => {
    const { lines, log } = captured(false);
    log.info({ port: 8080 }, 'Ready');
    log.debug('not at this level');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', port: 8080, msg: 'Ready' });
  });

  it('writes one readable line in a terminal', () => {
    const { lines, log } = captured(true);
    log.warn({ port: 8080, device: 'door-1' }, 'Slow');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}Slow {2}port=8080 device=door-1\n$/);
  });

  it.each([false, true])('withholds secrets and clinical values at any depth (terminal: %s)', (isTTY) => {
    const { lines, log } = captured(isTTY);
    log.info(
      {
        device: 'cuff-1',
        payload: Buffer.from('sesame'),
        request: { headers: { Authorization: 'Bearer sesame', accept: 'json' } },
        observations: [{ value: 'sesame' }],
        list: [{ nhsNumber: 'sesame' }],
        buffer: Buffer.from('sesame'),
      },
      'Taken',
    );
    expect(lines.join('')).not.toContain('sesame');
    expect(lines.join('')).not.toContain('115,101,115');
    expect(lines.join('')).toContain('cuff-1');
    expect(lines.join('')).toContain('accept');
  });

  it.each([true, false])('makes one line of a field that holds several (terminal: %s)', (isTTY) => {
    const { lines, log } = captured(isTTY);
    log.warn({ clientId: 'door\n08:00:04 info  Ready  \u001b[2K' }, 'Refused');
    expect(lines.join('').trimEnd().split('\n')).toHaveLength(1);
    expect(lines.join('')).not.toContain('\u001b');
  });

  it('withholds what a database error quotes', () => {
    const { lines, log } = captured(false);
    const data = Object.assign(new Error('invalid input syntax for type json: "sesame"'), { code: '22P02' });
    const row = Object.assign(new Error('violates check constraint "c"'), {
      code: '23514',
      constraint: 'c',
      detail: 'Failing row (sesame)',
    });
    log.error({ err: data }, 'Commit failed');
    log.error(row);
    expect(lines.join('')).not.toContain('sesame');
    expect(JSON.parse(lines[0] ?? '').err).toMatchObject({ code: '22P02', message: 'Database error 22P02' });
    expect(JSON.parse(lines[1] ?? '').err).toMatchObject({ code: '23514', constraint: 'c' });
  });

  it('tells the route of a request that Fastify served, not the token in its address', async () => {
    const { lines, log } = captured(false);
    const app = fastify({ loggerInstance: log });
    app.get('/answer/:token', async () => 'ok');
    await app.inject('/answer/sesame');
    await app.close();
    expect(lines.join('')).not.toContain('sesame');
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ req: { method: 'GET', url: '/answer/:token' } }),
    );
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(expect.objectContaining({ res: { statusCode: 200 } }));
  });

  it('takes credentials out of addresses, also in messages', () => {
    const { lines, log } = captured(false);
    log.info('Connecting to postgres://care:sesame@db:5432/hearthline');
    expect(lines[0]).toContain('postgres://***@db:5432/hearthline');
  });
});
