import type { z } from 'zod';
import { type MyReadingInput, myReadingStored, type mySignalInput } from '../../../gateway/contract/my.ts';
import type { myMessageInput } from '../../../gateway/contract/my-circle.ts';
import { request } from '../../shared/api/request.ts';
import { personApi } from '../api/my-queries.ts';
import { anything } from '../api/shapes.ts';

/** What may wait on the phone. A call for help may not: whoever presses it must know at once that nobody heard. */
export type Entered = { readonly patientId: string } & (
  | { readonly part: 'readings'; readonly body: MyReadingInput }
  | { readonly part: 'ok'; readonly body: z.infer<typeof mySignalInput> }
  | { readonly part: 'messages'; readonly body: z.infer<typeof myMessageInput> }
);

/** Sends one entry; resolves to the question to measure again, if there is one. Throws ApiProblem. */
export async function deliver({ patientId, part, body }: Entered, language: string): Promise<string | null> {
  const answer = await request(part === 'readings' ? myReadingStored : anything, personApi(patientId, `/${part}`), { body, language });
  return myReadingStored.safeParse(answer).data?.repeat?.text ?? null;
}
