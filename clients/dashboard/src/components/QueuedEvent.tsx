import type { IntegrationType } from '../api/types/graphql';
import { Breakable } from '../ui/Breakable';
import { useWords } from '../words';
import { useListWords } from '../words/lists';
import { Side } from './Side';

/** What failed: the event of the log, or what kind of work it was when the event is gone. */
export function QueuedEvent({ item }: {
  item: {
    type: IntegrationType;
    handler: string;
    event: { message: string; businessRef: string | null } | null;
  };
}) {
  const words = useListWords();
  const all = useWords();
  const kind = all.eventKinds[item.handler] ?? item.handler;
  return (
    <>
      {item.event ? <Breakable text={item.event.message} /> : kind}
      <Side>
        {[all.types[item.type], item.event ? item.event.businessRef : words.eventGone].filter(Boolean).join(' · ')}
      </Side>
    </>
  );
}
