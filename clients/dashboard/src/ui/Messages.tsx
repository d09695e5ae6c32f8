import { useEffect, useState } from 'react';
import { Icon } from './icons';
import styles from './Messages.module.css';
import { dismiss, useSaid, useToasts, type Message } from './messages';

const LASTS = { info: 6_000, critical: 12_000 };

/** Regions that are there before anything is said in them: only then is it announced. */
export function Messages({ label, dismissLabel }: { label: string; dismissLabel: string }) {
  const toasts = useToasts();
  const said = useSaid();
  return (
    <>
      <output className="visually-hidden" aria-live="polite" id="announcer">
        {said.map((line) => (
          <span key={line.id}>{line.text}</span>
        ))}
      </output>
      <section className={styles.toasts} aria-label={label}>
        {toasts.map((message) => (
          <Toast key={message.id} message={message} dismissLabel={dismissLabel} />
        ))}
      </section>
    </>
  );
}

/** Goes by itself, but not while it is looked at or has the focus. */
function Toast({ message, dismissLabel }: { message: Message; dismissLabel: string }) {
  const [held, setHeld] = useState(false);
  const { id, tone, text, action } = message;
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismiss(id), LASTS[tone]);
    return () => clearTimeout(timer);
  }, [held, id, tone]);
  return (
    <div
      className={`${styles.toast} ${styles[tone]}`}
      data-toast
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={tone === 'info' ? 'info' : 'octagon'} />
      <span>{text}</span>
      {action && (
        <button type="button" className="button small" onClick={() => (action.run(), dismiss(id))}>
          {action.label}
        </button>
      )}
      <button type="button" className="button quiet small icon" onClick={() => dismiss(id)}>
        <Icon name="cross" />
        <span className="visually-hidden">{dismissLabel}</span>
      </button>
    </div>
  );
}
