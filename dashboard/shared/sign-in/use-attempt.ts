import { type FormEvent, useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { put, type SignInWords } from './words.ts';

/** Why signing in did not work, in words. `refused`: what to say where the gateway says no. */
export function explain(error: unknown, words: SignInWords, refused: string): string {
  const status = error instanceof ApiProblem ? error.status : 0;
  if (status === 422 && error instanceof ApiProblem && error.errors.some(({ path }) => path === 'password')) return words.choose.known;
  if (status === 400 || status === 401 || status === 422) return refused;
  if (status === 429) return words.tooMany;
  return put(words.failed, { detail: error instanceof Error ? error.message : String(error) });
}

export interface Attempt {
  readonly isUnderWay: boolean;
  /** Why the last one did not work; null: there was none, or it worked. */
  readonly problem: string | null;
  /** For `onSubmit`. `work` gets what was entered and gives what is missing, if anything is. */
  readonly submit: (work: (entered: FormData) => Promise<string | null>) => (event: FormEvent<HTMLFormElement>) => void;
  readonly run: (work: () => Promise<string | null>, refused: string) => void;
}

/** One attempt after another: while one is under way there is no second. */
export function useAttempt(words: SignInWords, refused: string): Attempt {
  const [isUnderWay, setUnderWay] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  function run(work: () => Promise<string | null>, says: string): void {
    setUnderWay(true);
    setProblem(null);
    work()
      .catch((error: unknown) => explain(error, words, says))
      .then((said) => {
        setProblem(said);
        setUnderWay(false);
      });
  }

  return {
    isUnderWay,
    problem,
    run,
    submit: (work) => (event) => {
      event.preventDefault();
      const entered = new FormData(event.currentTarget);
      run(() => work(entered), refused);
    },
  };
}

/** What was entered in a field, without blanks around it. */
export const entry = (entered: FormData, name: string): string => String(entered.get(name) ?? '').trim();
