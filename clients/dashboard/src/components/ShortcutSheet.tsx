import { useMemo, useRef } from 'react';
import { Icon } from '../ui/icons';
import { switchShortcuts, useShortcuts, useShortcutsWanted } from '../ui/shortcuts';
import { useWords } from '../words';
import styles from './ShortcutSheet.module.css';

const keys = {
  sheet: ['?'],
  refresh: ['r'],
  pause: ['p'],
  next: ['j', '↓'],
  previous: ['k', '↑'],
  open: ['Enter'],
  close: ['Esc'],
} as const;

/** The button and the key that say which keys there are. */
export function ShortcutSheet() {
  const words = useWords();
  const sheet = useRef<HTMLDialogElement>(null);
  const show = () => sheet.current?.showModal();
  useShortcuts(useMemo(() => ({ '?': () => sheet.current?.showModal() }), []));
  return (
    <>
      <button type="button" className={`button quiet small icon ${styles.sheetButton}`} title={words.shortcuts.title} onClick={show}>
        <Icon name="keyboard" />
        <span className="visually-hidden">{words.shortcuts.title}</span>
      </button>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the key is Escape, which a dialog knows by itself */}
      <dialog
        ref={sheet}
        className={styles.sheet}
        aria-labelledby="shortcuts"
        onClick={(event) => event.target === sheet.current && sheet.current.close()}
      >
        <div className={styles.inside}>
          <div className={styles.head}>
            <h2 id="shortcuts">{words.shortcuts.title}</h2>
            <button type="button" className="button quiet icon" onClick={() => sheet.current?.close()}>
              <Icon name="cross" />
              <span className="visually-hidden">{words.close}</span>
            </button>
          </div>
          <Keys />
        </div>
      </dialog>
    </>
  );
}

function Keys() {
  const words = useWords();
  const wanted = useShortcutsWanted();
  return (
    <>
      <dl className={styles.keys}>
        {(Object.keys(keys) as (keyof typeof keys)[]).map((name) => (
          <div key={name}>
            <dt>
              {keys[name].map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words.shortcuts[name]}</dd>
          </div>
        ))}
      </dl>
      <label className={styles.choice}>
        <input type="checkbox" checked={wanted} onChange={switchShortcuts} />
        {words.shortcuts.wanted}
      </label>
    </>
  );
}
