import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HandOverNote } from '../../../gateway/contract/hand-over.ts';
import { useHandOverNotes, useNotesAccepted } from '../../shared/api/hand-over-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { NoteForTurnDialog } from './NoteForTurnDialog.tsx';

/** Notes from turn to turn of one team, newest turn first: what was left for whom, and who has read it. */
export function HandOverNotes({ teamId, zone }: { teamId: string; zone: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useHandOverNotes(teamId);
  const [writing, setWriting] = useState(false);
  return (
    <section className="card">
      <div className="card__head">
        <h2 className="card__title">{t('handOver.notes')}</h2>
        <button type="button" className="take no-print" onClick={() => setWriting(true)}>
          {t('handOver.write')}
        </button>
      </div>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : data ? <NoteList notes={data} zone={zone} /> : <Loading />}
      {writing && <NoteForTurnDialog teamId={teamId} onClose={() => setWriting(false)} />}
    </section>
  );
}

/** Notes with who has read them; one that is not one's own can be accepted. */
export function NoteList({ notes, zone }: { notes: readonly HandOverNote[]; zone: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const accepted = useNotesAccepted();
  if (notes.length === 0) return <p>{t('handOver.none')}</p>;
  const accept = ({ id, teamId }: HandOverNote) =>
    accepted.mutate({ teamId, noteIds: [id] }, { onSuccess: () => announce(t('handOver.accepted')) });
  return (
    <>
      <ul className="notes">
        {notes.map((note) => (
          <li key={note.id} className="notes__note">
            <p>
              <strong>{t('handOver.forTurn', { time: dayAndTime(Date.parse(note.turnAt), zone) })}</strong>{' '}
              {note.alert && (
                <Link to={`/alerts/${encodeURIComponent(note.alert.id)}`}>
                  {t('handOver.aboutAlert', { name: note.alert.patientName })}
                </Link>
              )}
            </p>
            <p>{note.text}</p>
            <p className="quiet">{t('handOver.by', { by: note.by, at: dayAndTime(Date.parse(note.writtenAt), zone) })}</p>
            {note.accepted.map(({ by, at }) => (
              <p key={by} className="quiet">
                ✓ {t('handOver.acceptedBy', { by, at: dayAndTime(Date.parse(at), zone) })}
              </p>
            ))}
            {note.accepted.length === 0 && <p>{t('handOver.notAccepted')}</p>}
            {!note.mine && note.accepted.length === 0 && (
              <button
                type="button"
                className="tool no-print"
                disabled={accepted.isPending}
                aria-label={t('handOver.acceptOf', { text: note.text })}
                onClick={() => accept(note)}
              >
                {t('handOver.accept')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {accepted.error && (
        <p className="notice notice--warn" role="alert">
          {accepted.error.message}
        </p>
      )}
    </>
  );
}
