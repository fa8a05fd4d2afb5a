import type { Actor } from '../../rules/model/alert.ts';
import type { AlertDetail } from '../contract/alerts.ts';
import { type Html, html } from './html.ts';
import { age, outcomesFor, when } from './link-page-words.ts';

export const stylePath = '/a/style.css';

/** What a link shows: an alert as its reader may act on it, and when. */
export interface LinkView {
  readonly alert: AlertDetail;
  /** Of the patient. */
  readonly zone: string;
  readonly reader: Actor;
  /** Care clock. */
  readonly now: number;
  /** What the reader has just done. */
  readonly said: Said | null;
  readonly mistake: string | null;
}

export const saids = ['acknowledge', 'unacknowledge', 'decline', 'snooze', 'unsnooze', 'close'] as const;
export type Said = (typeof saids)[number];

function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – Hearthline</title>
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<main>
${body}
<p class="quiet">If someone is in immediate danger, call 999. This page is for you alone: please do not pass it on.</p>
</main>
</body>
</html>
`.html;
}

/** A page without an alert: the link is no good, or it cannot be shown now. */
export function noticePage(title: string, text: string): string {
  return page(title, html`<h1>${title}</h1>\n<p>${text}</p>`);
}

const isReader = ({ alert, reader }: LinkView) => alert.owner !== null && alert.owner.id === reader.id && alert.owner.tier === reader.tier;

/** The reader's own wish not to be asked for a while. */
const restOf = ({ alert, reader }: LinkView) => alert.snoozes.find(({ scope, id }) => scope === 'recipient' && id === reader.id) ?? null;

function answer(view: LinkView): Html | null {
  const { said, alert } = view;
  if (said === 'acknowledge' && isReader(view))
    return html`<p class="said" role="status">Thank you, ${view.reader.name}. Everyone can see that you are on it.</p>`;
  if (said === 'decline') return html`<p class="said" role="status">Thank you for telling us. We are asking the next person.</p>`;
  const rest = restOf(view);
  if (said === 'snooze' && rest)
    return html`<p class="said" role="status">Thank you for telling us. We do not ask you again until ${when(rest.untilAt, view.zone, view.now)}, unless it gets worse.</p>`;
  if (said === 'unsnooze' && !rest) return html`<p class="said" role="status">Thank you. We may ask you again.</p>`;
  if (said === 'unacknowledge' && !isReader(view)) return html`<p class="said" role="status">You have taken it back. We go on asking.</p>`;
  if (said === 'close' && alert.status === 'closed')
    return html`<p class="said" role="status">Thank you, ${view.reader.name}. It is closed, and those who were told know it.</p>`;
  return null;
}

function state(view: LinkView): Html {
  const { alert, zone, now } = view;
  if (alert.status === 'closed') return html`<p>This is over. Nothing more is asked of you.</p>`;
  const settled = alert.status === 'cleared' ? html`<p>It has settled since. Someone still records how it ended.</p>` : null;
  if (!alert.owner)
    return html`${settled}<p>${alert.status === 'cleared' ? 'Nothing more is asked of you.' : 'Nobody has taken this on yet.'}</p>`;
  const until = when(alert.owner.untilAt, zone, now);
  return isReader(view)
    ? html`${settled}<p>You are seeing to it. We keep it for you until <strong>${until}</strong>; then we ask again.</p>`
    : html`${settled}<p><strong>${alert.owner.name}</strong> is seeing to it until ${until}.</p>`;
}

const button = (action: Said, words: string, primary = false): Html =>
  html`<form method="post"><button${primary ? html` class="main"` : null} name="action" value="${action}">${words}</button></form>\n`;

function choices(view: LinkView): Html {
  const { reader } = view;
  const { allowed } = view.alert;
  const mine = isReader(view);
  const open = view.alert.status === 'open';
  return html`
${allowed.includes('acknowledge') && open && !mine ? button('acknowledge', "I'm going – I've got this", true) : null}
${allowed.includes('close') && (mine || !open) ? closing(view) : null}
${mine && allowed.includes('acknowledge') && open ? button('acknowledge', 'Keep it longer for me') : null}
${mine && allowed.includes('unacknowledge') ? button('unacknowledge', 'I pressed that by mistake') : null}
${allowed.includes('decline') ? button('decline', mine ? "I can't after all" : "I can't") : null}
${reader.kind === 'contact' && allowed.includes('snooze') && !restOf(view) ? button('snooze', 'Not me, for 2 hours') : null}
${reader.kind === 'contact' && allowed.includes('unsnooze') ? button('unsnooze', 'You may ask me again') : null}`;
}

function closing({ reader, mistake }: LinkView): Html {
  const options = outcomesFor(reader).map(
    ([code, words]) =>
      html`<div class="choice"><input type="radio" name="outcome" value="${code}" id="o-${code}" required><label for="o-${code}">${words}</label></div>\n`,
  );
  return html`<form method="post">
<h2>All is well?</h2>
<fieldset${mistake ? html` aria-describedby="mistake"` : null}><legend>How did it end?</legend>
${options}</fieldset>
<label class="field" for="note">Anything others should know? (optional)</label>
<textarea id="note" name="note" maxlength="2000"></textarea>
<button class="main" name="action" value="close">All is well: close</button>
</form>
`;
}

function headline(view: LinkView): string {
  const { status, owner } = view.alert;
  if (status === 'closed') return 'it is over';
  if (status === 'cleared') return 'it has settled';
  if (isReader(view)) return 'you are seeing to it';
  return owner ? `${owner.name} is seeing to it` : 'can you help?';
}

/** What of the person's own plan this reader may see, as far as something is written there. */
function plan({ carePlan, patient }: AlertDetail, { tier }: Actor): Html {
  const parts = carePlan?.parts.filter(({ recorded }) => recorded) ?? [];
  const more =
    tier === 'professional' ? html`<p class="quiet">Sign in to read the whole plan, with wishes and limits of treatment.</p>` : null;
  return html`${parts.map(({ title, lines }) => html`<h2>${patient.knownAs}’s plan: ${title}</h2>\n${lines.map((line) => html`<p>${line}</p>\n`)}`)}${more}`;
}

/** The alert as one person needs it who is asked to go: what happened, since when, what was tried, and their answer. */
export function alertPage(view: LinkView): string {
  const { alert, zone, now, mistake } = view;
  const title = `${alert.patientName}: ${headline(view)}`;
  return page(
    title,
    html`${answer(view)}
${mistake ? html`<p class="wrong" role="alert" id="mistake">${mistake}</p>` : null}
<h1>${title}</h1>
<p>${alert.reason}</p>
<p>Since <time datetime="${alert.openedAt}">${when(alert.openedAt, zone, now)}</time> (${age(alert.openedAt, now)} ago).</p>
${state(view)}
${alert.status === 'closed' ? null : choices(view)}
${alert.carePlan && alert.status !== 'closed' ? plan(alert, view.reader) : null}
${alert.tried.length > 0 ? html`<h2>Who has been tried</h2>\n<ul>${alert.tried.map((line) => html`<li>${line}</li>`)}</ul>` : null}`,
  );
}
