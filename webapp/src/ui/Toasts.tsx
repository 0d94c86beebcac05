import { useEffect, useRef } from 'react';
import { Button, CloseButton } from '@mantine/core';
import { closeToast, type Toast, toastMs, useToasts } from './toasts.ts';
import classes from './Toasts.module.css';

/** Where toasts appear; stands once in the frame. */
export function Toasts() {
  const toasts = useToasts();
  return (
    <div className={classes.toasts} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

/** Goes by itself after a while, but not while somebody reads it or is about to press Undo. */
function OneToast({ toast }: { toast: Toast }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer = setTimeout(function close() {
      if (box.current?.matches(':hover, :focus-within')) {
        timer = setTimeout(close, 1000);
      } else {
        closeToast(toast.id);
      }
    }, toastMs);
    return () => clearTimeout(timer);
  }, [toast.id]);
  const { undo } = toast;
  return (
    <div ref={box} className={classes.toast}>
      <span>{toast.message}</span>
      {undo ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            closeToast(toast.id);
            undo();
          }}
        >
          Undo
        </Button>
      ) : null}
      <CloseButton aria-label="Close this message" onClick={() => closeToast(toast.id)} />
    </div>
  );
}
