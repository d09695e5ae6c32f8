import { useState } from 'react';
import { Icon } from '../ui/icons';
import { useSetupWords } from '../words/setup';
import { SigningSecret, type Secret } from './SigningSecret';
import { WebhookDialog } from './WebhookDialog';

/** The button that adds a webhook, its form, and the secret that comes of it. */
export function NewWebhook({ onChanged }: { onChanged: () => void }) {
  const words = useSetupWords();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Secret>();
  const close = () => {
    setOpen(false);
    setMade(undefined);
  };
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        <Icon name="plus" />
        {words.newWebhook}
      </button>
      {open && !made && (
        <WebhookDialog
          onClose={close}
          onDone={(name, secret = '') => {
            setMade({ name, secret, notes: [words.secretUse] });
            onChanged();
          }}
        />
      )}
      {made && <SigningSecret made={made} onClose={close} />}
    </>
  );
}
