import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import styles from './Dialog.module.css';

/** A window over the page: takes the focus, keeps it, and gives it back to where it was. */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  /** Escape does not close it: what it shows cannot be seen again. */
  held?: boolean;
  children: ReactNode;
}) {
  const { title, onClose, held = false, children } = props;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const closed = useRef(onClose);
  useEffect(() => {
    closed.current = onClose;
  });
  // while it still stands in the page: only then does the focus go back
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return undefined;
    const close = () => element.open || closed.current();
    element.addEventListener('close', close);
    element.showModal();
    return () => {
      element.removeEventListener('close', close);
      element.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => held && event.preventDefault()}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

/** For a button inside a window. */
export const closeAround = (element: Element) => element.closest('dialog')?.close();
