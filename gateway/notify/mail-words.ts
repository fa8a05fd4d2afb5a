import type { Notification } from '../../rules/model/effect.ts';
import type { Language } from '../../rules/model/speech.ts';
import type { Letter } from '../ports.ts';
import { readerWords } from './reader-words.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

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

function wordsOf({ notification: { purpose, body, language }, link }: MailItem, title: string | null): Words {
  const { seeAndAnswer, seeHowItEnded } = readerWords[language ?? 'en'].mail;
  return {
    paragraphs: [...(title === null ? [] : [title]), ...body.split(/\n+/)],
    ...(purpose === 'resolved' ? seeHowItEnded : seeAndAnswer),
    link,
  };
}

/** The same words twice, plain and as simple HTML. */
function compose(subject: string, opening: readonly string[], items: readonly Words[], repeat: boolean, language: Language = 'en'): Mail {
  const { tag, repeat: again, mail } = readerWords[language];
  const links = items.filter(({ link }) => link !== null).length;
  const footing = links > 0 ? `${mail.sentBy} ${links > 1 ? mail.manyLinks : mail.oneLink}` : null;
  const beginning = [...opening, ...(repeat ? [mail.repeat] : [])];
  const text = [
    ...beginning,
    ...items.flatMap(({ paragraphs, before, link }) => [...paragraphs, ...(link ? [`${before}\n${link}`] : [])]),
    ...(footing ? [footing] : []),
  ].join('\n\n');
  const paragraph = (line: string) => `<p>${escapeHtml(line)}</p>`;
  const html = [
    `<!doctype html><html lang="${tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
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
  return { subject: repeat ? `${again}: ${subject}` : subject, text: `${text}\n`, html };
}

const hello = (name: string, language: Language = 'en') => readerWords[language].mail.hello.replace('{who}', name);

/** One message. The subject carries no health detail: it shows on a lock screen. */
export function mailOf(notification: Notification, { repeat, link }: { readonly repeat: boolean; readonly link: string | null }): Mail {
  const { recipient, subject, language } = notification;
  return compose(subject, [hello(recipient.name, language)], [wordsOf({ notification, link }, null)], repeat, language);
}

/** A letter about somebody's own account. */
export function letterMail({ to, subject, paragraphs, link }: Letter): Mail {
  const words = { paragraphs, before: link?.before ?? '', on: link?.on ?? '', link: link?.url ?? null };
  return compose(subject, [hello(to.name)], [words], false);
}

/** Several to one person, each under its own subject with its own link. */
export function bundledMailOf(items: readonly MailItem[], { repeat }: { readonly repeat: boolean }): Mail {
  const [first] = items;
  const language = first?.notification.language;
  const { mail } = readerWords[language ?? 'en'];
  const opening = [hello(first?.notification.recipient.name ?? '', language), mail.together(items.length)];
  const words = items.map((item, i) => wordsOf(item, `${i + 1}. ${item.notification.subject}`));
  return compose(mail.togetherSubject(items.length), opening, words, repeat, language);
}
