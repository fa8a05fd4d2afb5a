import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSoundTest, useWatch } from '../../shared/api/watch-queries.ts';
import type { useAlarmSound } from './use-alarm-sound.ts';

/** Once a turn: play the sound, and say whether it was heard. Nothing when this was done, or is not known yet. */
export function SoundTest({ sound }: { sound: ReturnType<typeof useAlarmSound> }) {
  const { t } = useTranslation();
  const mine = useWatch(true).data?.mine;
  const test = useSoundTest();
  const [played, setPlayed] = useState(false);
  if (mine === undefined || mine?.heard) return null;
  const play = async () => {
    await sound.test();
    setPlayed(true);
  };
  return (
    <section className="watch-line" aria-label={t('frame.soundTest.name')}>
      <span>{mine === null ? t('frame.soundTest.due') : t('frame.soundTest.notHeard')}</span>
      <button type="button" className="take" onClick={() => void play()}>
        {t('frame.soundTest.play')}
      </button>
      {played && (
        <>
          <span>{t('frame.soundTest.ask')}</span>
          <button type="button" className="take" disabled={test.isPending} onClick={() => test.mutate(true)}>
            {t('frame.soundTest.yes')}
          </button>
          <button type="button" className="take" disabled={test.isPending} onClick={() => test.mutate(false)}>
            {t('frame.soundTest.no')}
          </button>
        </>
      )}
      {test.error && <span role="alert">{test.error.message}</span>}
    </section>
  );
}
