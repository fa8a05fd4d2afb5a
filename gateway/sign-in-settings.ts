import { z } from 'zod';
import { roles } from './contract/relations.ts';
import { type Setting, text, url } from './setting.ts';

const isLoopback = (address: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);

const roleNames = z
  .string()
  .transform((list) => Object.fromEntries(list.split(',').map((pair) => pair.split('=').map((word) => word.trim()))))
  .pipe(z.record(z.string(), z.enum(roles, `must be pairs such as care-team=coordinator, each with one of ${roles.join(', ')}`)));

/** How people sign in. */
export const signInSettings = {
  requireSecondFactor: {
    name: 'HEARTHLINE_REQUIRE_SECOND_FACTOR',
    standard: null,
    meaning:
      'staff: whoever works for the service needs a second factor; off: nobody does; unset: staff, and off with the demonstration homes',
    schema: z.enum(['staff', 'off'], { error: 'must be staff or off' }),
  },
  oidcIssuer: {
    name: 'OIDC_ISSUER',
    standard: null,
    meaning: 'OpenID Connect provider by which staff sign in; unset: none',
    schema: url(['https:', 'http:'], 'https://login.example.org').refine((text) => text.startsWith('https:') || isLoopback(text), {
      message: 'must be https, unless it is on this machine',
    }),
  },
  oidcClientId: {
    name: 'OIDC_CLIENT_ID',
    standard: null,
    meaning: 'what the provider knows this gateway as',
    schema: text,
  },
  oidcClientSecret: {
    name: 'OIDC_CLIENT_SECRET',
    standard: null,
    meaning: 'how this gateway proves it',
    schema: text,
  },
  oidcName: {
    name: 'OIDC_NAME',
    standard: 'your organisation',
    meaning: 'whose sign-in it is, in the words "Sign in with …"',
    schema: z.string().min(1, 'must not be empty').max(40, 'must have at most 40 characters'),
  },
  oidcRoleClaim: {
    name: 'OIDC_ROLE_CLAIM',
    standard: null,
    meaning: 'claim of the ID token that must name the role that a person has here; unset: the provider need not say it',
    schema: text,
  },
  oidcRoles: {
    name: 'OIDC_ROLES',
    standard: null,
    meaning: "what that claim holds for each role, as in care-team=coordinator, gps=clinician; unset: this gateway's own words",
    schema: roleNames,
  },
} as const satisfies Record<string, Setting>;
