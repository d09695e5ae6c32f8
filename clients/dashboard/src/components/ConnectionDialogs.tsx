import type { Connection } from '../api/connections';
import { DisableConnectionDocument, RemoveConnectionDocument, type IntegrationType } from '../api/types/graphql';
import { toast } from '../ui/messages';
import { useSetupWords } from '../words/setup';
import type { ConnectionAct } from './ConnectionActions';
import { ConnectionDialog } from './ConnectionDialog';
import { ReasonDialog } from './ReasonDialog';

/** What is being done: with one of the connections, or to have a new one. */
export type ConnectionDoing = { kind: 'add' } | { kind: ConnectionAct; item: Connection };

/** The window of what is being done. */
export function ConnectionDialogs(props: {
  type: IntegrationType;
  doing: ConnectionDoing;
  onClose: () => void;
  onChanged: () => void;
  onRemoved: () => void;
}) {
  const { type, doing, onClose, onChanged, onRemoved } = props;
  const words = useSetupWords();
  const done = (said: string, then: () => void) => {
    toast(said);
    onClose();
    then();
  };
  switch (doing.kind) {
    case 'add':
    case 'change':
      return (
        <ConnectionDialog
          type={type}
          item={doing.kind === 'add' ? undefined : doing.item}
          onClose={onClose}
          onDone={(name) => done(words.saved(name), onChanged)}
        />
      );
    case 'disable':
      return (
        <ReasonDialog
          document={DisableConnectionDocument}
          id={doing.item.id}
          title={words.switchOffOf(doing.item.name)}
          submit={words.switchOff}
          onClose={onClose}
          onDone={() => done(words.switchedOff(doing.item.name), onChanged)}
        >
          <p>{words.switchOffHint}</p>
        </ReasonDialog>
      );
    case 'remove':
      return (
        <ReasonDialog
          document={RemoveConnectionDocument}
          id={doing.item.id}
          title={words.removeOf(doing.item.name)}
          submit={words.remove}
          onClose={onClose}
          onDone={() => done(words.removed(doing.item.name), onRemoved)}
        >
          <p>{words.removeConnectionHint}</p>
        </ReasonDialog>
      );
  }
}
