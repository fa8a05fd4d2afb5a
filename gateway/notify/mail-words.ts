import type { Notification } from '../../rules/model/effect.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

const repeatWords = 'We are not sure that our first message reached you, so this is a repeat.';

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The same words twice, plain and as simple HTML. The subject carries no health detail: it shows on a lock screen. */
export function mailOf(notification: Notification, options: { readonly repeat: boolean; readonly link: string | null }): Mail {
  const { recipient, body, subject } = notification;
  const { repeat, link } = options;
  const asked = notification.purpose !== 'resolved';
  const linkWords = asked ? 'See what is happening, and tell us whether you can help:' : 'See how it ended:';
  const linkText = asked ? 'See what is happening and answer' : 'See how it ended';
  const footing = 'Sent by Hearthline, the home-monitoring service. The link is for you alone: please do not forward it.';
  const paragraphs = [`Hello ${recipient.name},`, ...(repeat ? [repeatWords] : []), ...body.split(/\n+/)];
  const text = [...paragraphs, ...(link ? [`${linkWords}\n${link}`] : []), ...(link ? [footing] : [])].join('\n\n');
  const anchor = link ? `<p><a href="${escapeHtml(link)}" style="font-size:18px;font-weight:bold">${linkText}</a></p>` : '';
  const html = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(subject)}</title></head>`,
    '<body style="font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#212b32;max-width:36em;margin:0 auto;padding:16px">',
    ...paragraphs.map((line) => `<p>${escapeHtml(line)}</p>`),
    anchor,
    link ? `<p style="font-size:14px;color:#4c6272">${footing}</p>` : '',
    '</body></html>',
  ].join('\n');
  return { subject: repeat ? `Repeat: ${subject}` : subject, text: `${text}\n`, html };
}
