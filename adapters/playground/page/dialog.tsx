import { type ReactNode, useEffect, useRef } from 'react';

/** Keeps the keyboard inside; Escape closes. */
export function Dialog(props: { label: string; testid: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // A form is there to be filled in: what closes it stands first, and is seldom meant.
    element?.querySelector<HTMLElement>('.form :is(input, textarea, select)')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={props.label}
      data-testid={props.testid}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      {props.children}
    </dialog>
  );
}
