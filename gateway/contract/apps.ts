import { z } from 'zod';
import { givenId, name } from './ids.ts';
import { isoInstant } from './messages.ts';
import { observationView } from './observations.ts';
import { credential } from './people.ts';

/** The header in which an app says which version of it sends. */
export const appVersionHeader = 'hearthline-app-version';

export const appVersion = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.+_-]{0,39}$/, 'is not a version: letters, digits and . + _ -, at most 40')
  .describe('As the app calls it, for example 2.1.0');
const reason = z.string().trim().min(1).max(500);

export const appInput = z.strictObject({ id: givenId, name, maker: z.string().trim().max(200).default('') }).meta({ id: 'AppInput' });
export const appApproval = z.strictObject({ version: appVersion, reason: reason.describe('On what grounds') }).meta({ id: 'AppApproval' });
export const appWithdrawal = z
  .strictObject({
    version: appVersion.optional().describe('Left out: every version'),
    reason: reason.describe('Told to whoever is refused'),
  })
  .meta({ id: 'AppWithdrawal' });
export const appCredentialInput = z.strictObject({ patientId: z.string() }).meta({ id: 'AppCredentialInput' });

export const appView = z
  .object({
    id: z.string(),
    name: z.string(),
    maker: z.string(),
    patients: z.number().int().describe('How many have a credential for it'),
    versions: z.array(
      z.object({
        version: z.string(),
        status: z.enum(['approved', 'withdrawn']),
        reason: z.string(),
        decidedBy: z.string(),
        decidedAt: isoInstant,
      }),
    ),
  })
  .meta({ id: 'AppView' });
export type AppView = z.infer<typeof appView>;

export const appCredential = z
  .object({ deviceId: z.string(), token: z.string().describe('For `Authorization: Bearer`; shown once, only its hash is kept') })
  .meta({ id: 'AppCredentialView' });

/** One line of `GET /api/apps/:id/credentials`: a person whose readings this app may send. */
export const appCredentialLine = z
  .object({
    deviceId: z.string(),
    patientId: z.string(),
    patientName: z.string(),
    since: isoInstant,
    lastHeardAt: isoInstant.nullable(),
  })
  .meta({ id: 'AppCredentialLine' });
export type AppCredentialLine = z.infer<typeof appCredentialLine>;

/** What became of a message of an app. */
export const takenFromApp = z
  .object({
    observations: z.array(observationView).describe('Stored and judged, in our units; those that came before are among them'),
    unreadable: z.array(z.string()).describe('What could not be read and why; kept for later'),
  })
  .meta({ id: 'TakenFromApp' });

export const claimCodeInput = z
  .strictObject({
    patientId: z.string().nullable().default(null).describe('Whose app it may become; left out: the only person who lives there'),
    minutes: z.number().int().min(1).max(1_440).default(30).describe('How long it can be used'),
  })
  .meta({ id: 'ClaimCodeInput' });
const secondsLeft = z.number().int().describe('For how long it can be used: the wall clock of a page may be another one');
export const claimCodeView = z
  .object({
    id: z.string().describe('By which it is listed and withdrawn'),
    code: z.string().describe('Eight letters and digits, for one hub or app'),
    expiresAt: isoInstant.describe('By the wall clock'),
    secondsLeft,
    url: z.string().describe('Where it is to be posted, with the code behind #'),
    qrSvg: z.string().describe('The same as a QR code, an SVG image'),
  })
  .meta({ id: 'NewClaimCode' });

export const claimCodeStates = ['waiting', 'claimed', 'expired', 'withdrawn'] as const;
/** One line of `GET /api/homes/:id/claim-codes`; the code itself is told only to whoever made it. */
export const claimCodeLine = z
  .object({
    id: z.string(),
    state: z.enum(claimCodeStates),
    patientName: z.string().nullable().describe('Whose app it may become; null: the only person who lives there'),
    madeBy: z.string(),
    expiresAt: isoInstant.describe('By the wall clock'),
    secondsLeft,
    claimedBy: z.object({ deviceId: z.string(), name: z.string(), at: isoInstant.describe('By the wall clock') }).nullable(),
  })
  .meta({ id: 'ClaimCodeLine' });
export type ClaimCodeLine = z.infer<typeof claimCodeLine>;

const code = z.string().max(40).describe('As it was shown; spaces, hyphens and small letters do not matter');
const hubClaim = z.strictObject({
  code,
  model: name.describe('What kind of hub it is'),
  make: z.string().max(100).optional(),
  name: name.optional(),
});
const appClaim = z.strictObject({ code, app: z.string().max(64).describe('Its id in the register'), version: appVersion });
/** `POST /api/claims`: a hub names its model, an app its id and version. */
export const claim = z.union([hubClaim, appClaim]).meta({ id: 'Claim' });
export const claimResult = z.union([credential, appCredential]).meta({ id: 'ClaimResult' });
