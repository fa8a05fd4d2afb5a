import { useState } from 'react';
import { consentPreview, type MyContact } from '../../../gateway/contract/consents.ts';
import type { Purpose } from '../../../gateway/contract/relations.ts';
import { personApi, useChange } from '../api/my-queries.ts';
import { anything } from '../api/shapes.ts';
import { Failure } from '../frame/States.tsx';
import { useWords } from '../words/language.tsx';
import { offeredPurposes } from './offered-purposes.ts';

interface Change {
  readonly purpose: Purpose;
  readonly allowed: boolean;
}

/** Ticks for one contact. Each change asks the gateway what would follow, and that stands above the button. */
export function ChangeSharing({ id, contact, done }: { id: string; contact: MyContact; done: () => void }) {
  const { words } = useWords();
  const w = words.sharing;
  const given = (purpose: Purpose) => contact.allowed.find((one) => one.purpose === purpose);
  const [wanted, setWanted] = useState<readonly Purpose[]>(contact.allowed.map(({ purpose }) => purpose));
  const changes = (of: readonly Purpose[]): Change[] =>
    offeredPurposes
      .filter((purpose) => of.includes(purpose) !== (given(purpose) !== undefined))
      .map((purpose) => ({ purpose, allowed: of.includes(purpose) }));
  const path = personApi(id, `/contacts/${encodeURIComponent(contact.contactId)}/consents`);
  const preview = useChange(id, consentPreview, (body: { changes: Change[] }) => ({ path: `${path}/preview`, body }));
  const save = useChange(id, anything, (body: { changes: Change[] }) => ({ path, method: 'PUT' as const, body }));

  function tick(purpose: Purpose, on: boolean) {
    const next = on ? [...wanted, purpose] : wanted.filter((one) => one !== purpose);
    setWanted(next);
    if (changes(next).length > 0) preview.mutate({ changes: changes(next) });
    else preview.reset();
  }

  const failed = preview.error ?? save.error;
  const ready = changes(wanted).length > 0 && preview.data !== undefined && !preview.isPending;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ changes: changes(wanted) }, { onSuccess: done });
      }}
    >
      <fieldset className="field">
        <legend className="unseen">{w.title}</legend>
        {offeredPurposes.map((purpose) => (
          <label key={purpose} className="choice">
            <input
              type="checkbox"
              checked={wanted.includes(purpose)}
              disabled={(given(purpose)?.why ?? null) !== null}
              onChange={(event) => tick(purpose, event.target.checked)}
            />
            {w.purposes[purpose]}
          </label>
        ))}
      </fieldset>
      <div role="status">
        {ready && preview.data && (
          <div className={preview.data.leavesNobody ? 'notice notice--wrong' : 'notice'}>
            <h3>{w.what}</h3>
            {preview.data.sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        )}
      </div>
      {failed && <Failure error={failed} retry={() => (preview.error ? preview.mutate({ changes: changes(wanted) }) : save.reset())} />}
      <button type="submit" className="button" disabled={!ready || save.isPending}>
        {preview.data?.leavesNobody ? w.saveAnyway : w.save}
      </button>
      <button type="button" className="button button--plain" onClick={done}>
        {w.keep}
      </button>
    </form>
  );
}
