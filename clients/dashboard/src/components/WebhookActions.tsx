import { useMemo } from 'react';
import { ResumeWebhookDocument } from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { testOf, type Webhook } from '../api/webhooks';
import { toast } from '../ui/messages';
import { useSetupWords } from '../words/setup';
import styles from './Actions.module.css';
import { AttemptButton } from './AttemptButton';
import { Refused } from './Refused';

export type WebhookAct = 'change' | 'pause' | 'rotate' | 'remove';

/** What an administrator can do with a webhook; a test says what came of it. */
export function WebhookActions(props: { webhook: Webhook; onAct: (act: WebhookAct) => void; onChanged: () => void }) {
  const { webhook, onAct, onChanged } = props;
  const words = useSetupWords();
  const test = useMemo(() => testOf(webhook.id), [webhook.id]);
  const resume = useAct(ResumeWebhookDocument, () => {
    toast(words.resumed(webhook.name));
    onChanged();
  });
  const on = webhook.state !== 'DISABLED';
  return (
    <>
      <div className={styles.actions}>
        <button type="button" className="button" onClick={() => onAct('change')}>
          {words.change}
        </button>
        <button
          type="button"
          className="button"
          aria-label={on ? words.pauseOf(webhook.name) : words.resumeOf(webhook.name)}
          aria-disabled={resume.busy}
          onClick={() => (on ? onAct('pause') : resume.send({ id: webhook.id }))}
        >
          {on ? words.pause : words.resume}
        </button>
        <button type="button" className="button" onClick={() => onAct('rotate')}>
          {words.rotate}
        </button>
        <button type="button" className="button" onClick={() => onAct('remove')}>
          {words.remove}
        </button>
        <Refused failure={resume.failure} />
      </div>
      {on && <AttemptButton label={words.test} wish={test} failed={words.testFailed} again onOver={onChanged} />}
    </>
  );
}
