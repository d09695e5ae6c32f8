import { useMemo } from 'react';
import { useWords } from '../words';
import styles from './Body.module.css';
import { Copy } from './Copy';

/** A stored body: JSON set out in lines, anything else as it is. */
export function Body(props: {
  title: string;
  text: string | null | undefined;
  cut: boolean | undefined;
}) {
  const words = useWords();
  const formatted = useMemo(() => spelled(formatJson(props.text)), [props.text]);
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

/** What does not parse, such as a body that was cut, stays as it was stored. */
function formatJson(text: string | null | undefined): string {
  if (!text) return '';
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Bodies are stored as they came; a letter that turns others around, or that nobody sees, is spelled out. */
function spelled(text: string): string {
  return text.replace(
    /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu,
    (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`,
  );
}
