import { RotateApiKeyDocument } from '../api/types/graphql';
import { useWords } from '../words';
import { useFormWords } from '../words/forms';
import type { Issued } from './KeySecret';
import { OverlapDialog } from './OverlapDialog';

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
  function grace(until: number | undefined) {
    const old = `${item.prefix}…${item.last4}`;
    if (until === undefined) return words.oldKeyEnded(old);
    // a key never lives longer than it was made for
    return words.oldKeyUntil(old, clock.exact(item.expiresAt ? Math.min(until, Date.parse(item.expiresAt)) : until));
  }

  return (
    <OverlapDialog
      document={RotateApiKeyDocument}
      id={item.id}
      title={words.rotateKey(item.name)}
      label={words.overlap}
      onClose={onClose}
      onDone={({ rotateApiKey: { token, apiKey } }, until) => onDone({ name: apiKey.name, token, old: grace(until) })}
    >
      {words.rotateHint}
    </OverlapDialog>
  );
}
