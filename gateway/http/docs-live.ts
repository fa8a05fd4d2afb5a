/**
 * The live feed in the words of OpenAPI. Its route is a WebSocket of another part and never reaches the generator; what is said over it
 * stands in gateway/contract/live.ts.
 */
export const livePath = {
  get: {
    tags: ['alerts'],
    summary: 'The live feed, a WebSocket',
    description: `With the session cookie, from our own origin. Say \`{"type":"resume","epoch":null,"seq":0}\` first; later with the epoch and number
that you have. You hear \`snapshot\`, then \`alert\` for each change, numbered without gaps, and \`heartbeat\` every five seconds.
\`{"type":"watch-patient","patientId":"…"}\` brings the readings of one person as \`observations\`.`,
    responses: {
      101: { description: 'The feed is open. It closes with 4401 when nobody is signed in, with 4403 when the role may not have it' },
      403: { description: 'The page has another origin than the server' },
    },
  },
};

/** The same for the board of visits and the page of the crews. */
export const responseLivePath = {
  get: {
    tags: ['response'],
    summary: 'That something about visits or units has changed, a WebSocket',
    description: `With the session cookie, from our own origin. It carries nothing about anybody: \`changed\`, and the page asks again; \`heartbeat\`
comes every five seconds.`,
    responses: {
      101: { description: 'The feed is open. It closes with 4401 when nobody is signed in, with 4403 when the role may not have it' },
      403: { description: 'The page has another origin than the server' },
    },
  },
};

/** The same for the app of patients and families. */
export const myLivePath = {
  get: {
    tags: ['my'],
    summary: 'That something has changed, a WebSocket',
    description: `With the session cookie, from our own origin. It carries nothing about anybody: \`changed\` and \`gone\` name a person whom the reader may see, or
may see no more, and the page asks again. \`heartbeat\` comes every five seconds.`,
    responses: {
      101: { description: 'The feed is open. It closes with 4401 when nobody is signed in, with 4403 when the role may not have it' },
      403: { description: 'The page has another origin than the server' },
    },
  },
};
