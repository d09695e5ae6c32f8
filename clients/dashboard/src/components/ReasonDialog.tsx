import type { ReactNode } from 'react';
import type { TypedDocumentString } from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { FormDialog } from './FormDialog';
import { ReasonField } from './ReasonField';

/** Asks why, before one thing is ended for good. */
export function ReasonDialog<T>(props: {
  document: TypedDocumentString<T, { id: string; reason: string }>;
  id: string;
  title: string;
  submit: string;
  children: ReactNode;
  onClose: () => void;
  onDone: () => void;
}) {
  const { document, id, title, submit, children, onClose, onDone } = props;
  const { busy, failure, send } = useAct(document, onDone);
  return (
    <FormDialog
      title={title}
      submit={submit}
      grave
      busy={busy}
      failure={failure}
      fields={['reason']}
      onSubmit={(form) => send({ id, reason: String(form.get('reason')) })}
      onClose={onClose}
    >
      {children}
      <ReasonField />
    </FormDialog>
  );
}
