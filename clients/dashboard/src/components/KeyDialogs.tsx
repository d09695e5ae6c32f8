import { useState } from 'react';
import { RevokeApiKeyDocument } from '../api/types/graphql';
import { toast } from '../ui/messages';
import { useFormWords } from '../words/forms';
import { KeySecret, type Issued } from './KeySecret';
import { NewKeyDialog } from './NewKeyDialog';
import { ReasonDialog } from './ReasonDialog';
import { RotateKeyDialog } from './RotateKeyDialog';

interface Key {
  id: string;
  name: string;
  prefix: string;
  last4: string;
  expiresAt: string | null;
  requests24h: number;
}

/** What is being done with the keys, or with one of them. */
export type KeyAct = { kind: 'create' } | { kind: 'rotate' | 'revoke'; item: Key };

/** The window of what is being done, then the key that came of it. */
export function KeyDialogs(props: { act: KeyAct; onClose: () => void; onChanged: () => void; onRevoked: () => void }) {
  const { act, onClose, onChanged, onRevoked } = props;
  const words = useFormWords();
  const [issued, setIssued] = useState<Issued>();
  const made = (one: Issued) => {
    setIssued(one);
    onChanged();
  };
  if (issued) return <KeySecret issued={issued} onClose={onClose} />;
  switch (act.kind) {
    case 'create':
      return <NewKeyDialog onClose={onClose} onDone={made} />;
    case 'rotate':
      return <RotateKeyDialog item={act.item} onClose={onClose} onDone={made} />;
    case 'revoke':
      return (
        <ReasonDialog
          document={RevokeApiKeyDocument}
          id={act.item.id}
          title={words.revokeKey(act.item.name)}
          submit={words.revoke}
          onClose={onClose}
          onDone={() => {
            toast(words.revoked(act.item.name));
            onClose();
            onRevoked();
          }}
        >
          <p>
            {act.item.requests24h > 0 ? words.revokeUsed(act.item.requests24h) : words.revokeUnused} {words.revokeHint}
          </p>
        </ReasonDialog>
      );
  }
}
