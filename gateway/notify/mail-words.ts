import type { Notification } from '../../rules/model/effect.ts';
import type { Letter } from '../ports.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

const repeatWords = 'We are not sure that our first message reached you, so this is a repeat.';
const sentBy = 'Sent by Hearthline, the home-monitoring service.';

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** One thing to say, and where to answer; null: nowhere. */
export interface MailItem {
  readonly notification: Notification;
  readonly link: string | null;
}

interface Words {
  readonly paragraphs: readonly string[];
  /** What the link is for, in plain text and on the link itself. */
  readonly before: string;
  readonly on: string;
  readonly link: string | null;
}

function wordsOf({ notification: { purpose, body }, link }: MailItem, title: string | null): Words {
  const asked = purpose !== 'resolved';
  return {
    paragraphs: [...(title === null ? [] : [title]), ...body.split(/\n+/)],
    before: asked ? 'See what is happening, and tell us whether you can help:' : 'See how it ended:',
    on: asked ? 'See what is happening and answer' : 'See how it ended',
    link,
  };
}

/** The same words twice, plain and as simple HTML. */
function compose(subject: string, opening: readonly string[], items: readonly Words[], repeat: boolean): Mail {
  const links = items.filter(({ link }) => link !== null).length;
  const forYou =
    links > 1 ? 'The links are for you alone: please do not forward them.' : 'The link is for you alone: please do not forward it.';
  const footing = links > 0 ? `${sentBy} ${forYou}` : null;
  const beginning = [...opening, ...(repeat ? [repeatWords] : [])];
  const text = [
    ...beginning,
    ...items.flatMap(({ paragraphs, before, link }) => [...paragraphs, ...(link ? [`${before}\n${link}`] : [])]),
    ...(footing ? [footing] : []),
  ].join('\n\n');
  const paragraph = (line: string) => `<p>${escapeHtml(line)}</p>`;
  const html = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(subject)}</title></head>`,
    '<body style="font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#212b32;max-width:36em;margin:0 auto;padding:16px">',
    ...beginning.map(paragraph),
    ...items.flatMap(({ paragraphs, on, link }) => [
      ...paragraphs.map(paragraph),
      link ? `<p><a href="${escapeHtml(link)}" style="font-size:18px;font-weight:bold">${on}</a></p>` : '',
    ]),
    footing ? `<p style="font-size:14px;color:#4c6272">${footing}</p>` : '',
    '</body></html>',
  ].join('\n');
  return { subject: repeat ? `Repeat: ${subject}` : subject, text: `${text}\n`, html };
}

/** One message. The subject carries no health detail: it shows on a lock screen. */
export function mailOf(notification: Notification, { repeat, link }: { readonly repeat: boolean; readonly link: string | null }): Mail {
  const { recipient, subject } = notification;
  return compose(subject, [`Hello ${recipient.name},`], [wordsOf({ notification, link }, null)], repeat);
}

/** A letter about somebody's own account. */
export function letterMail({ to, subject, paragraphs, link }: Letter): Mail {
  const words = { paragraphs, before: link?.before ?? '', on: link?.on ?? '', link: link?.url ?? null };
  return compose(subject, [`Hello ${to.name},`], [words], false);
}

/** Several to one person, each under its own subject with its own link. */
export function bundledMailOf(items: readonly MailItem[], { repeat }: { readonly repeat: boolean }): Mail {
  const opening = [
    `Hello ${items[0]?.notification.recipient.name},`,
    `Here are ${items.length} messages from the last hour. None of them is urgent, so we have put them together.`,
  ];
  const words = items.map((item, i) => wordsOf(item, `${i + 1}. ${item.notification.subject}`));
  return compose(`${items.length} messages, none urgent`, opening, words, repeat);
}
