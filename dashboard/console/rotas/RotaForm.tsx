import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useColleagues } from '../../shared/api/queries.ts';
import { useRotaSaving, useShiftPatterns } from '../../shared/api/team-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { PersonFields } from './PersonFields.tsx';
import { blankPerson, blankShift, draftOf, type RotaView, readRota, type Wrong, withoutPerson } from './rota-draft.ts';
import { ShiftFields } from './ShiftFields.tsx';
import { WindowFields } from './WindowFields.tsx';

/** The whole rota of a team in one form: who, when, and when somebody must be there. It keeps what was typed when the gateway refuses. */
export function RotaForm({ teamId, rota, today }: { teamId: string; rota: RotaView | null; today: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const colleagues = useColleagues(true).data ?? [];
  const patterns = useShiftPatterns().data ?? [];
  const saving = useRotaSaving(teamId);
  const [draft, setDraft] = useState(() => draftOf(rota, today));
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wrong) form.current?.querySelector<HTMLElement>(`[name="${wrong.field}"]`)?.focus();
    else if (saving.error) summary.current?.focus();
  }, [wrong, saving.error]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readRota(draft);
    setWrong('wrong' in read ? read.wrong : null);
    if ('wrong' in read) return;
    saving.mutate(read.rota, {
      onSuccess: () => {
        announce(t('rotas.form.saved'));
        void navigate(`/rotas/${encodeURIComponent(teamId)}`);
      },
    });
  };
  const { people, shifts, cover } = draft;
  return (
    <form className="change plan-form" noValidate onSubmit={submit} ref={form}>
      {saving.error && (
        <div className="notice notice--wrong" role="alert" tabIndex={-1} ref={summary}>
          <p>{saving.error.message}</p>
        </div>
      )}
      <fieldset className="card plan-fields">
        <legend className="card__title">{t('rotas.form.people')}</legend>
        {people.map((person, place) => (
          <PersonFields
            // biome-ignore lint/suspicious/noArrayIndexKey: who is new has no id until the rota is saved
            key={place}
            {...{ place, person, colleagues, wrong }}
            onChange={(to) => setDraft({ ...draft, people: people.with(place, to) })}
            onRemove={() => setDraft(withoutPerson(draft, place))}
          />
        ))}
        <button type="button" className="tool" onClick={() => setDraft({ ...draft, people: [...people, blankPerson] })}>
          {t('rotas.form.addPerson')}
        </button>
      </fieldset>
      <fieldset className="card plan-fields">
        <legend className="card__title">{t('rotas.form.shifts')}</legend>
        {shifts.map((shift, place) => (
          <ShiftFields
            // biome-ignore lint/suspicious/noArrayIndexKey: what is new has no id until the rota is saved
            key={place}
            {...{ place, shift, people, patterns, wrong }}
            onChange={(to) => setDraft({ ...draft, shifts: shifts.with(place, to) })}
            onRemove={() => setDraft({ ...draft, shifts: shifts.toSpliced(place, 1) })}
          />
        ))}
        <button
          type="button"
          className="tool"
          onClick={() => setDraft({ ...draft, shifts: [...shifts, blankShift(today, people.length)] })}
        >
          {t('rotas.form.addShift')}
        </button>
      </fieldset>
      <fieldset className="card plan-fields">
        <legend className="card__title">{t('rotas.form.cover')}</legend>
        <p className="quiet">{t('rotas.form.coverSays', { zone: draft.zone })}</p>
        {wrong?.says === 'cover' && (
          <p className="nhsuk-error-message" role="alert">
            {t('rotas.form.wrong.cover', { n: wrong.n })}
          </p>
        )}
        <WindowFields
          id="cover"
          label={t('rotas.form.coverTime')}
          windows={cover}
          onChange={(windows) => setDraft({ ...draft, cover: windows })}
        />
      </fieldset>
      <button type="submit" className="nhsuk-button" disabled={saving.isPending}>
        {t('rotas.form.save')}
      </button>
    </form>
  );
}
