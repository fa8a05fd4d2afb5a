import type { Actor } from '../../rules/model/alert.ts';
import type { Language } from '../../rules/model/speech.ts';
import type { AlertDetail } from '../contract/alerts.ts';
import { type Html, html } from './html.ts';
import { filled, type LinkPageText, linkPageText } from './link-page-text.ts';
import { age, outcomesFor, when } from './link-page-words.ts';

export const stylePath = '/a/style.css';

/** What a link shows: an alert as its reader may act on it, and when. */
export interface LinkView {
  readonly alert: AlertDetail;
  /** Of the patient. */
  readonly zone: string;
  /** Of the reader; left out: English. */
  readonly language?: Language;
  readonly reader: Actor;
  /** Care clock. */
  readonly now: number;
  /** What the reader has just done. */
  readonly said: Said | null;
  readonly mistake: string | null;
}

export const saids = ['acknowledge', 'unacknowledge', 'decline', 'snooze', 'unsnooze', 'close'] as const;
export type Said = (typeof saids)[number];

function page(title: string, body: Html, { tag, danger }: LinkPageText): string {
  return html`<!doctype html>
<html lang="${tag}">
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
<p class="quiet">${danger}</p>
</main>
</body>
</html>
`.html;
}

/** A page without an alert: the link is no good, or it cannot be shown now. */
export function noticePage(title: string, text: string): string {
  return page(title, html`<h1>${title}</h1>\n<p>${text}</p>`, linkPageText.en);
}

const textOf = ({ language }: LinkView): LinkPageText => linkPageText[language ?? 'en'];
const timeOf = (iso: string, view: LinkView): string => when(iso, view.zone, view.now, textOf(view));

const isReader = ({ alert, reader }: LinkView) => alert.owner !== null && alert.owner.id === reader.id && alert.owner.tier === reader.tier;

/** The reader's own wish not to be asked for a while. */
const restOf = ({ alert, reader }: LinkView) => alert.snoozes.find(({ scope, id }) => scope === 'recipient' && id === reader.id) ?? null;

/** What the reader has just done, as far as it still holds. */
function answer(view: LinkView): Html | null {
  const { said, alert } = view;
  const rest = restOf(view);
  const holds: Readonly<Record<Said, boolean>> = {
    acknowledge: isReader(view),
    decline: true,
    snooze: rest !== null,
    unsnooze: rest === null,
    unacknowledge: !isReader(view),
    close: alert.status === 'closed',
  };
  if (said === null || !holds[said]) return null;
  const places = { name: view.reader.name, ...(rest && { until: timeOf(rest.untilAt, view) }) };
  return html`<p class="said" role="status">${filled(textOf(view).thanks[said], places)}</p>`;
}

function state(view: LinkView): Html {
  const { alert } = view;
  const text = textOf(view);
  if (alert.status === 'closed') return html`<p>${text.over}</p>`;
  const settled = alert.status === 'cleared' ? html`<p>${text.settled}</p>` : null;
  if (!alert.owner) return html`${settled}<p>${alert.status === 'cleared' ? text.nothingAsked : text.nobodyYet}</p>`;
  const places = { name: alert.owner.name, until: timeOf(alert.owner.untilAt, view) };
  return html`${settled}<p>${filled(isReader(view) ? text.yours : text.theirs, places)}</p>`;
}

const button = (action: Said, words: string, primary = false): Html =>
  html`<form method="post"><button${primary ? html` class="main"` : null} name="action" value="${action}">${words}</button></form>\n`;

function choices(view: LinkView): Html {
  const { reader } = view;
  const { allowed } = view.alert;
  const mine = isReader(view);
  const open = view.alert.status === 'open';
  const { buttons } = textOf(view);
  return html`
${allowed.includes('acknowledge') && open && !mine ? button('acknowledge', buttons.go, true) : null}
${allowed.includes('close') && (mine || !open) ? closing(view) : null}
${mine && allowed.includes('acknowledge') && open ? button('acknowledge', buttons.longer) : null}
${mine && allowed.includes('unacknowledge') ? button('unacknowledge', buttons.mistake) : null}
${allowed.includes('decline') ? button('decline', mine ? buttons.cannotAfterAll : buttons.cannot) : null}
${reader.kind === 'contact' && allowed.includes('snooze') && !restOf(view) ? button('snooze', buttons.notMe) : null}
${reader.kind === 'contact' && allowed.includes('unsnooze') ? button('unsnooze', buttons.askMeAgain) : null}`;
}

function closing(view: LinkView): Html {
  const { reader, mistake } = view;
  const text = textOf(view);
  const options = outcomesFor(reader, text).map(
    ([code, words]) =>
      html`<div class="choice"><input type="radio" name="outcome" value="${code}" id="o-${code}" required><label for="o-${code}">${words}</label></div>\n`,
  );
  return html`<form method="post">
<h2>${text.closing.title}</h2>
<fieldset${mistake ? html` aria-describedby="mistake"` : null}><legend>${text.closing.how}</legend>
${options}</fieldset>
<label class="field" for="note">${text.closing.note}</label>
<textarea id="note" name="note" maxlength="2000"></textarea>
<button class="main" name="action" value="close">${text.closing.close}</button>
</form>
`;
}

function headline(view: LinkView): string {
  const { status, owner } = view.alert;
  const { headline: words } = textOf(view);
  if (status === 'closed') return words.over;
  if (status === 'cleared') return words.settled;
  if (isReader(view)) return words.yours;
  return owner ? filled(words.theirs, { name: owner.name }) : words.ask;
}

/** What of the person's own plan this reader may see, as far as something is written there. */
function plan({ carePlan, patient }: AlertDetail, { tier }: Actor, text: LinkPageText): Html {
  const parts = carePlan?.parts.filter(({ recorded }) => recorded) ?? [];
  const more =
    tier === 'professional' ? html`<p class="quiet">Sign in to read the whole plan, with wishes and limits of treatment.</p>` : null;
  return html`${parts.map(({ title, lines }) => html`<h2>${filled(text.plan, { name: patient.knownAs, part: title })}</h2>\n${lines.map((line) => html`<p>${line}</p>\n`)}`)}${more}`;
}

/** The alert as one person needs it who is asked to go: what happened, since when, what was tried, and their answer. */
export function alertPage(view: LinkView): string {
  const { alert, now, mistake } = view;
  const text = textOf(view);
  const title = `${alert.patientName}: ${headline(view)}`;
  return page(
    title,
    html`${answer(view)}
${mistake ? html`<p class="wrong" role="alert" id="mistake">${mistake}</p>` : null}
<h1>${title}</h1>
<p>${alert.reason}</p>
<p>${text.since} <time datetime="${alert.openedAt}">${timeOf(alert.openedAt, view)}</time> (${age(alert.openedAt, now, text)}).</p>
${state(view)}
${alert.status === 'closed' ? null : choices(view)}
${alert.carePlan && alert.status !== 'closed' ? plan(alert, view.reader, text) : null}
${alert.tried.length > 0 ? html`<h2>${text.whoWasTried}</h2>\n<ul>${alert.tried.map((line) => html`<li>${line}</li>`)}</ul>` : null}`,
    text,
  );
}
