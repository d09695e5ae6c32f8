import { useRef } from 'react';
import { RotateApiKeyDocument } from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { useWords } from '../words';
import { useFormWords } from '../words/forms';
import type { Issued } from './KeySecret';
import { OverlapDialog } from './OverlapDialog';

const HOUR = 3_600_000;

interface Key {
  id: string;
  name: string;
  prefix: string;
  last4: string;
  expiresAt: string | null;
}

/** Another key in place of one, which goes on for a while. */
export function RotateKeyDialog(props: { item: Key; onClose: () => void; onDone: (issued: Issued) => void }) {
  const { item, onClose, onDone } = props;
  const words = useFormWords();
  const { clock } = useWords();
  const overlap = useRef(0);
  function grace() {
    const old = `${item.prefix}…${item.last4}`;
    if (overlap.current === 0) return words.oldKeyEnded(old);
    const until = Date.now() + overlap.current * HOUR;
    // a key never lives longer than it was made for
    return words.oldKeyUntil(old, clock.exact(item.expiresAt ? Math.min(until, Date.parse(item.expiresAt)) : until));
  }

  const { busy, failure, send } = useAct(RotateApiKeyDocument, ({ rotateApiKey: { token, apiKey } }) =>
    onDone({ name: apiKey.name, token, old: grace() }),
  );

  return (
    <OverlapDialog
      title={words.rotateKey(item.name)}
      label={words.overlap}
      submit={words.rotate}
      busy={busy}
      failure={failure}
      onSubmit={(overlapHours) => {
        overlap.current = overlapHours;
        send({ id: item.id, overlapHours });
      }}
      onClose={onClose}
    >
      {words.rotateHint}
    </OverlapDialog>
  );
}
