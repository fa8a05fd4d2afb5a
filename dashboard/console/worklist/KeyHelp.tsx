import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/components/Dialog.tsx';

const rows = [
  { keys: ['j', 'Down'], says: 'next' },
  { keys: ['k', 'Up'], says: 'previous' },
  { keys: ['Home', 'End'], says: 'first' },
  { keys: ['Enter'], says: 'open' },
  { keys: ['Right', 'Left'], says: 'group' },
  { keys: ['a'], says: 'acknowledge' },
  { keys: ['r'], says: 'renew' },
  { keys: ['t'], says: 'take' },
  { keys: ['o'], says: 'join' },
  { keys: ['n'], says: 'news' },
  { keys: ['?'], says: 'help' },
] as const;

/** The keys, and the switch for single letters: speech input can press them by accident. */
export function KeyHelp(props: { letters: boolean; setLetters: (on: boolean) => void; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('worklist.help.title')} onClose={props.onClose}>
      <dl className="keys">
        {rows.map((row) => (
          <div key={row.says}>
            <dt>
              {row.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`worklist.help.${row.says}`)}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={props.letters} onChange={(event) => props.setLetters(event.target.checked)} />{' '}
        {t('worklist.help.letters')}
      </label>
      <div className="dialog__actions">
        <button type="button" className="nhsuk-button nhsuk-button--small" onClick={props.onClose}>
          {t('frame.close')}
        </button>
      </div>
    </Dialog>
  );
}
