import { useState } from 'react';
import type { Connection } from '../api/connections';
import { EnableConnectionDocument, ProbeConnectionDocument } from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { toast } from '../ui/messages';
import { useSetupWords } from '../words/setup';
import styles from './Actions.module.css';
import { Refused } from './Refused';

export type ConnectionAct = 'change' | 'disable' | 'remove';

/** What an administrator can do with a connection. */
export function ConnectionActions(props: {
  item: Connection;
  onAct: (act: ConnectionAct) => void;
  onChanged: () => void;
}) {
  const { item, onAct, onChanged } = props;
  const words = useSetupWords();
  const enable = useAct(EnableConnectionDocument, () => {
    toast(words.switchedOn(item.name));
    onChanged();
  });
  const on = item.state !== 'DISABLED';
  return (
    <div className={styles.actions}>
      {on && item.probeUrl && <ProbeNow id={item.id} onChanged={onChanged} />}
      <button type="button" className="button small" aria-label={words.changeOf(item.name)} onClick={() => onAct('change')}>
        {words.change}
      </button>
      <button
        type="button"
        className="button small"
        aria-disabled={enable.busy}
        onClick={() => (on ? onAct('disable') : enable.send({ id: item.id }))}
      >
        {on ? words.switchOff : words.switchOn}
      </button>
      <button type="button" className="button small" aria-label={words.removeOf(item.name)} onClick={() => onAct('remove')}>
        {words.remove}
      </button>
      <Refused failure={enable.failure} />
    </div>
  );
}

/** Asks the other side now, and says what it answered. */
function ProbeNow({ id, onChanged }: { id: string; onChanged: () => void }) {
  const words = useSetupWords();
  const [said, setSaid] = useState('');
  const { busy, failure, send } = useAct(ProbeConnectionDocument, ({ probeConnection }) => {
    setSaid(probeConnection.lastProbeMessage ?? '');
    onChanged();
  });
  return (
    <>
      <button type="button" className="button small" aria-disabled={busy} onClick={() => busy || send({ id })}>
        {words.probeNow}
      </button>
      <p role="status" className={styles.said} data-probe={busy ? 'asked' : 'over'}>
        {busy ? words.probing : said}
      </p>
      <Refused failure={failure} />
    </>
  );
}
