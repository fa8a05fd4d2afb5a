import { z } from 'zod';
import { unavailabilityView } from './calendars.ts';
import { contactInput, contactPointView } from './people.ts';

/** One line of `GET /api/patients/:id/contacts`: everything that is known of a contact. */
export const contactView = contactInput
  .omit({ checkedByPhone: true })
  .extend({
    id: z.string(),
    unavailable: z.array(unavailabilityView),
    points: z.array(contactPointView).describe('Numbers and addresses, and how each is known to be theirs'),
  })
  .meta({ id: 'ContactView' });
export type ContactView = z.infer<typeof contactView>;
export type ContactPointView = z.infer<typeof contactPointView>;
