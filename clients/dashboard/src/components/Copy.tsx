import { useState } from 'react';
import { Icon } from '../ui/icons';
import { say } from '../ui/messages';
import { useWords } from '../words';

/** Takes a text to the clipboard, and says so. */
export function Copy({ text, quiet = true }: { text: string; quiet?: boolean }) {
  const words = useWords();
  const [done, setDone] = useState(false);
  const copy = async () => {
    await toClipboard(text);
    setDone(true);
    say(words.copied);
  };
  return (
    <button type="button" className={quiet ? 'button quiet small' : 'button'} onClick={() => void copy()}>
      <Icon name={done ? 'check' : 'copy'} />
      {done ? words.copied : words.copy}
    </button>
  );
}

/** Pages that came by plain http have no clipboard, but may copy what is selected. */
async function toClipboard(text: string) {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- it is not there without https
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  (document.activeElement?.parentElement ?? document.body).append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
  return undefined;
}
