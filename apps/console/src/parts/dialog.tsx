import { useEffect, useId, useRef, type ReactNode } from 'react';

interface DialogProps {
  readonly title: string;
  /** Default: it cannot be closed. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

/** A modal dialog. Escape and a click beside it close it, if it can be closed. */
export function Dialog({ title, onClose, children }: DialogProps): ReactNode {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    element.current?.showModal();
    return () => {
      // What opened it has the focus again, unless that is gone.
      if (document.activeElement === document.body) document.querySelector('main')?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClose={onClose ?? (() => element.current?.showModal())}
      onClick={(event) => {
        if (onClose && event.target === element.current) element.current.close();
      }}
    >
      <div className="dialog-body">
        <h2 id={titleId}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
