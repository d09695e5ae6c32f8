import { useState } from 'react';
import { PauseWebhookDocument, RemoveWebhookDocument, RotateWebhookSecretDocument } from '../api/types/graphql';
import type { Webhook } from '../api/webhooks';
import { toast } from '../ui/messages';
import { useWords } from '../words';
import { useSetupWords } from '../words/setup';
import { OverlapDialog } from './OverlapDialog';
import { ReasonDialog } from './ReasonDialog';
import { SigningSecret, type Secret } from './SigningSecret';
import type { WebhookAct } from './WebhookActions';
import { WebhookDialog } from './WebhookDialog';

interface Props {
  webhook: Webhook;
  act: WebhookAct;
  onClose: () => void;
  onChanged: () => void;
  onRemoved: () => void;
}

/** The window of what is being done with a webhook. */
export function WebhookDialogs(props: Props) {
  const { webhook, act, onClose, onChanged, onRemoved } = props;
  const words = useSetupWords();
  const done = (said: string, then: () => void) => {
    toast(said);
    onClose();
    then();
  };
  switch (act) {
    case 'change':
      return <WebhookDialog webhook={webhook} onClose={onClose} onDone={(name) => done(words.saved(name), onChanged)} />;
    case 'rotate':
      return <Rotate {...props} />;
    case 'pause':
      return (
        <ReasonDialog
          document={PauseWebhookDocument}
          id={webhook.id}
          title={words.pauseOf(webhook.name)}
          submit={words.pause}
          onClose={onClose}
          onDone={() => done(words.paused(webhook.name), onChanged)}
        >
          <p>{words.pauseHint}</p>
        </ReasonDialog>
      );
    case 'remove':
      return (
        <ReasonDialog
          document={RemoveWebhookDocument}
          id={webhook.id}
          title={words.removeOf(webhook.name)}
          submit={words.remove}
          onClose={onClose}
          onDone={() => done(words.removed(webhook.name), onRemoved)}
        >
          <p>{words.removeWebhookHint}</p>
        </ReasonDialog>
      );
  }
}

/** Another secret, shown this once. */
function Rotate({ webhook, onClose, onChanged }: Props) {
  const words = useSetupWords();
  const { clock } = useWords();
  const [made, setMade] = useState<Secret>();
  if (made) return <SigningSecret made={made} onClose={onClose} />;
  return (
    <OverlapDialog
      document={RotateWebhookSecretDocument}
      id={webhook.id}
      title={words.rotateOf(webhook.name)}
      label={words.overlap}
      onClose={onClose}
      onDone={({ rotateWebhookSecret: { secret, webhook: now } }, wanted) => {
        // the first secret of an endpoint has none before it, whatever was wanted
        const until = wanted === undefined ? undefined : now.previousSecretUntil;
        setMade({
          name: now.name,
          secret,
          notes: [until ? words.oldSecretUntil(clock.exact(Date.parse(until))) : words.oldSecretEnded],
        });
        onChanged();
      }}
    >
      {words.rotateHint}
    </OverlapDialog>
  );
}
