import { type FormEvent, useState } from 'react';
import type { MyWay } from '../../../gateway/contract/my-ways.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import { say } from '../../shared/words/say.ts';
import { personApi, useChange } from '../api/my-queries.ts';
import { anything } from '../api/shapes.ts';
import { useReachedWords } from './use-reached-words.ts';

/** Sends a code to a number or address, and takes it back: then it is known to be theirs. */
export function CheckWay({ id, way }: { id: string; way: MyWay }) {
  const w = useReachedWords();
  const [sent, setSent] = useState(false);
  const ask = useChange(id, anything, () => ({ path: personApi(id, '/ways/codes'), body: way }));
  const check = useChange(id, anything, (code: string) => ({ path: personApi(id, '/ways/checks'), body: { way, code } }));
  const field = `code-${id}-${way.kind}-${way.address}`;

  function why(error: Error): string {
    const status = error instanceof ApiProblem ? error.status : 0;
    if (status === 422) return w.wrongCode;
    if (status === 409 || status === 429) return w.wait;
    return say(w.failed, { detail: error.message });
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    check.mutate(String(new FormData(event.currentTarget).get('code') ?? '').trim());
  }

  const failed = check.error ?? ask.error;
  return (
    <div>
      <button
        type="button"
        className="button button--second"
        disabled={ask.isPending}
        onClick={() => ask.mutate(undefined, { onSuccess: () => setSent(true) })}
      >
        {sent ? w.codeAgain : w.sendCode}
      </button>
      {sent && (
        <form noValidate onSubmit={submit}>
          <p role="status">{say(w.codeSent, { address: way.address })}</p>
          <label htmlFor={field}>{w.code}</label>
          <input id={field} name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
          <button type="submit" className="button" disabled={check.isPending}>
            {w.check}
          </button>
        </form>
      )}
      {failed && (
        <p className="notice notice--wrong" role="alert">
          {why(failed)}
        </p>
      )}
    </div>
  );
}
