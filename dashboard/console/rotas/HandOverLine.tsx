import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useNotesAccepted, useNotesWaiting } from '../../shared/api/hand-over-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { Dialog } from '../../shared/components/Dialog.tsx';
import { NoteList } from './HandOverNotes.tsx';

const zone = 'Europe/London';

/** At the start of a turn: how many notes the turn before has left for whoever is signed in, to be read and accepted. Nothing while there is none. */
export function HandOverLine() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const notes = useNotesWaiting().data ?? [];
  const accepted = useNotesAccepted();
  const [reading, setReading] = useState(false);
  if (notes.length === 0) return null;
  const acceptAll = () => {
    for (const [teamId, of] of Map.groupBy(notes, (note) => note.teamId))
      accepted.mutate({ teamId, noteIds: of.map(({ id }) => id) }, { onSuccess: () => announce(t('handOver.accepted')) });
  };
  return (
    <>
      <section className="notice hand-over-line" aria-label={t('handOver.lineTitle')}>
        <span>{t('handOver.line', { count: notes.length })}</span>
        <button type="button" className="tool" onClick={() => setReading(true)}>
          {t('handOver.read')}
        </button>
      </section>
      {reading &&
        // At the end of the page: what comes after it in the list would count as lying over it.
        createPortal(
          <Dialog title={t('handOver.lineTitle')} onClose={() => setReading(false)}>
            <NoteList notes={notes} zone={zone} />
            <div className="dialog__actions">
              <button type="button" className="nhsuk-button nhsuk-button--small" disabled={accepted.isPending} onClick={acceptAll}>
                {t('handOver.acceptAll')}
              </button>
              <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={() => setReading(false)}>
                {t('handOver.close')}
              </button>
            </div>
          </Dialog>,
          document.body,
        )}
    </>
  );
}
