import type { FastifyInstance } from 'fastify';
import type { Notification } from '../../rules/model/effect.ts';
import { type Html, html } from '../http/html.ts';
import { letterMail, type Mail, mailOf } from '../notify/mail-words.ts';
import type { ChannelAdapter, PostLetter } from '../ports.ts';

interface Posted {
  readonly at: string;
  readonly to: string;
  readonly mail: Mail;
  readonly link: string | null;
}

const kept = 100;

/**
 * E-mail in a demonstration without SMTP_URL: nothing leaves this machine; the letters that would have been sent can be read,
 * and their links followed, on a page.
 */
export function createDemoMailbox(link: (notification: Notification) => string | null, now: () => number) {
  const posted: Posted[] = [];
  const post = (to: string, mail: Mail, where: string | null) => {
    posted.unshift({ at: new Date(now()).toISOString(), to, mail, link: where });
    posted.length = Math.min(posted.length, kept);
  };
  const postLetter: PostLetter = async (letter) =>
    post(`${letter.to.name} <${letter.to.address}>`, letterMail(letter), letter.link?.url ?? null);
  /** Takes what would go out by a channel that leads nowhere in the demonstration, or by any in training. */
  const inPlaceOf = (kind: ChannelAdapter['kind']): ChannelAdapter => ({
    kind,
    async send(notification, { repeat }) {
      const where = link(notification);
      const { address } = notification.channel;
      const to = kind === 'email' ? address : [kind, address].filter(Boolean).join(' ');
      post(`${notification.recipient.name} <${to}>`, mailOf(notification, { repeat, link: where }), where);
      return { fate: 'sent', detail: 'in the demonstration mailbox' };
    },
  });

  const letter = ({ at, to, mail, link: where }: Posted): Html => {
    const lines = mail.text.split(/\n+/).filter((line) => line !== '' && !line.includes('/a/') && line !== where);
    const heading = html`<h2>${mail.subject}</h2><p class="quiet">${at.slice(0, 16).replace('T', ' ')} UTC, to ${to}</p>`;
    const answer = where ? html`<p><a href="${where}">Open the link in this letter</a></p>` : null;
    return html`${heading}${lines.map((line) => html`<p>${line}</p>`)}${answer}`;
  };

  const wholePage = () => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Demonstration mailbox – Hearthline</title><link rel="stylesheet" href="/a/style.css"></head><body><main>
<p class="wrong">Demonstration: the homes are simulated and their time runs fast. No letter has left this machine.</p>
<h1>Letters that would have been sent</h1>
${posted.length === 0 ? html`<p>None yet. Load this page again in a minute.</p>` : posted.map(letter)}
</main></body></html>`;

  async function page(app: FastifyInstance): Promise<void> {
    app.get('/demo/mail', { schema: { hide: true } as object }, (_request, reply) =>
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(wholePage().html),
    );
  }
  return { channel: inPlaceOf('email'), inPlaceOf, postLetter, page };
}
