import { useMemo, useState } from 'react';
import { Icon } from '../ui/icons';
import { useWords } from '../words';
import styles from './Body.module.css';

/** A stored body: JSON set out in lines, anything else as it is. */
export function Body(props: {
  title: string;
  text: string | null | undefined;
  cut: boolean | undefined;
}) {
  const words = useWords();
  const formatted = useMemo(() => formatJson(props.text), [props.text]);
  return (
    <section className={styles.body}>
      <header>
        <h3 className="label">{props.title}</h3>
        {props.text && <Copy text={props.text} />}
      </header>
      {formatted ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        <pre tabIndex={0} aria-label={props.title} role="region">
          {formatted}
        </pre>
      ) : (
        <p className="muted">{words.noBody}</p>
      )}
      {props.cut && <p className="muted small">{words.bytesCut}</p>}
    </section>
  );
}

function Copy({ text }: { text: string }) {
  const words = useWords();
  const [done, setDone] = useState(false);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setDone(true));
  return (
    <button type="button" className="button quiet small" onClick={copy}>
      <Icon name={done ? 'check' : 'copy'} />
      {done ? words.copied : words.copy}
    </button>
  );
}

/** What does not parse, such as a body that was cut, stays as it was stored. */
function formatJson(text: string | null | undefined): string {
  if (!text) return '';
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
