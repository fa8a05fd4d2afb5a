import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/problem.ts';
import { Field, Wrong } from '../../shared/sign-in/Fields.tsx';

type Asked = Omit<Parameters<typeof Field>[0], 'name'> & { name: string };

/**
 * A few fields and a button; empties itself when `send` has worked. `refused`: what to say where the gateway takes what was entered for
 * wrong. `send` gives what is missing, or null.
 */
export function AccountForm(props: {
  fields: readonly Asked[];
  button: string;
  refused: string;
  warning?: boolean;
  send: (entered: (name: string) => string) => Promise<string | null>;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string | null>(null);
  const [isUnderWay, setUnderWay] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const entered = new FormData(form);
    setUnderWay(true);
    const said = await props
      .send((name) => String(entered.get(name) ?? '').trim())
      .catch((error: unknown) => {
        const status = error instanceof ApiProblem ? error.status : null;
        if (status === 403) return t('account.again');
        return status === 400 || status === 401 ? props.refused : error instanceof ApiProblem ? error.message : props.refused;
      });
    setProblem(said);
    setUnderWay(false);
    if (said === null) form.reset();
  }

  return (
    <form noValidate className="account__form" onSubmit={(event) => void submit(event)}>
      {props.children}
      <Wrong>{problem}</Wrong>
      {props.fields.map((field) => (
        <Field key={field.name} {...field} />
      ))}
      <button
        type="submit"
        className={`nhsuk-button nhsuk-button--small${props.warning ? ' nhsuk-button--secondary' : ''}`}
        disabled={isUnderWay}
      >
        {props.button}
      </button>
    </form>
  );
}
