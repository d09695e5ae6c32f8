import { useState } from 'react';
import { usePages } from '../api/pages';
import { useMayManage } from '../api/session';
import { WebhookSendersDocument, type WebhookSendersQuery } from '../api/types/graphql';
import { Breakable } from '../ui/Breakable';
import { Icon } from '../ui/icons';
import { Time } from '../ui/Time';
import { useAfter } from '../ui/useAfter';
import { useWords, type Words } from '../words';
import { useFormWords } from '../words/forms';
import { useListWords, type ListWords } from '../words/lists';
import { useSetupWords, type SetupWords } from '../words/setup';
import { DataTable, type Column } from './DataTable';
import { ListPanel } from './ListPanel';
import { SenderDialogs, type SenderDoing } from './SenderDialogs';
import { Side } from './Side';

type Sender = NonNullable<WebhookSendersQuery['webhookSenders']>[number];

const NO_MORE = { hasNextPage: false, endCursor: null };

/** Who may send webhooks to us. */
export function SenderList() {
  const words = useSetupWords();
  const lists = useListWords();
  const forms = useFormWords();
  const all = useWords();
  const may = useMayManage();
  const [doing, setDoing] = useState<SenderDoing>();
  const after = useAfter<HTMLHeadingElement>();
  const list = usePages('senders', {
    document: WebhookSendersDocument,
    variables: () => ({}),
    listOf: (data) => data.webhookSenders && { nodes: data.webhookSenders, pageInfo: NO_MORE },
  });
  return (
    <ListPanel
      name={words.senders}
      list={list}
      head={after.place}
      empty={{ icon: 'import', title: words.noSenders, hint: words.noSendersHint }}
      aside={
        may && (
          <button type="button" className="button" onClick={() => setDoing({ kind: 'add' })}>
            <Icon name="plus" />
            {words.newSender}
          </button>
        )
      }
      below={
        doing && (
          <SenderDialogs
            doing={doing}
            onClose={() => setDoing(undefined)}
            onChanged={() => list.again(true)}
            onRemoved={() => (list.again(true), after.go())}
          />
        )
      }
    >
      {(items) => (
        <DataTable
          caption={words.senders}
          columns={columns(words, lists, all)}
          items={items}
          actions={may ? { name: forms.actions, of: (item) => <Acts item={item} onAct={setDoing} /> } : undefined}
        />
      )}
    </ListPanel>
  );
}

function Acts({ item, onAct }: { item: Sender; onAct: (doing: SenderDoing) => void }) {
  const words = useSetupWords();
  return (
    <>
      <button type="button" className="button small" aria-label={words.rotateOf(item.name)} onClick={() => onAct({ kind: 'rotate', item })}>
        {words.rotate}
      </button>
      <button type="button" className="button small" aria-label={words.removeOf(item.name)} onClick={() => onAct({ kind: 'remove', item })}>
        {words.remove}
      </button>
    </>
  );
}

const columns = (words: SetupWords, lists: ListWords, all: Words): Column<Sender>[] => [
  {
    name: words.sender,
    cell: (sender) => (
      <>
        {sender.name}
        <Side>
          {sender.previousSecretUntil && (
            <>
              {words.signedWithBoth} <Time at={sender.previousSecretUntil} ahead />
            </>
          )}
        </Side>
      </>
    ),
  },
  { name: words.about, cell: (sender) => all.types[sender.integration] },
  {
    name: words.address,
    cell: (sender) => (
      <span className="mono">
        <Breakable text={sender.path} />
      </span>
    ),
  },
  { name: lists.added, cell: (sender) => <Time at={sender.createdAt} /> },
];
