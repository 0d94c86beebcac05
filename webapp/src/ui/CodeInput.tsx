import { useEffect, useId, useRef, useState } from 'react';
import { clsx } from 'clsx';
import { type CodeAlphabet, normaliseCode } from './code.ts';
import classes from './CodeInput.module.css';

interface CodeInputProps {
  label: string;
  /** How many characters the code has, such as 6 or 8. */
  length: number;
  alphabet?: CodeAlphabet;
  /** After how many characters a gap stands, where the code is shown in groups. */
  group?: number;
  value: string;
  onChange: (value: string) => void;
  /** Called once when the last box is filled, by typing or by pasting. */
  onComplete: (value: string) => void;
  /** Waits for an answer: the code stays in sight and cannot be changed. */
  busy?: boolean;
  error?: string | undefined;
  /** More about the code, such as how long it lives. */
  hint?: string;
  autoFocus?: boolean;
}

/**
 * Boxes for a one-time code that are one field: the input lies unseen over the boxes, so that paste, autofill from a
 * message and screen readers work as with any field.
 */
export function CodeInput(props: CodeInputProps) {
  const {
    label,
    length,
    alphabet = 'digits',
    group,
    value,
    onChange,
    onComplete,
    busy = false,
    error,
    hint,
  } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState<number | null>(null);

  const refused = error !== undefined;
  useEffect(() => {
    if (refused) {
      // What was typed stays in sight, and the next key begins anew.
      input.current?.focus();
      input.current?.select();
    }
  }, [refused]);

  const readCaret = () => setCaret(input.current?.selectionStart ?? null);
  useEffect(() => {
    // The focus of a field that is born with it is not told to React.
    if (document.activeElement === input.current) {
      setCaret(input.current?.selectionStart ?? null);
    }
  }, []);
  const change = (typed: string) => {
    const next = normaliseCode(typed, length, alphabet);
    if (next === value) {
      return;
    }
    onChange(next);
    setCaret(Math.min(next.length, length - 1));
    if (next.length === length) {
      onComplete(next);
    }
  };
  const active = caret === null ? null : Math.min(caret, length - 1);
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');

  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <div className={clsx(classes.boxes, error && classes.refused, busy && classes.busy)}>
        {Array.from({ length }, (_, at) => (
          <span
            key={at}
            aria-hidden="true"
            className={classes.box}
            data-active={at === active || undefined}
            data-apart={(group !== undefined && at > 0 && at % group === 0) || undefined}
          >
            {value[at] ?? ''}
          </span>
        ))}
        <input
          ref={input}
          id={id}
          className={classes.input}
          type="text"
          inputMode={alphabet === 'digits' ? 'numeric' : 'text'}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          // eslint-disable-next-line jsx-a11y/no-autofocus -- the only field of its step; see look.md
          autoFocus={props.autoFocus ?? false}
          readOnly={busy}
          aria-busy={busy}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
          onSelect={readCaret}
          onFocus={readCaret}
          onBlur={() => setCaret(null)}
        />
      </div>
      {hint ? (
        <p id={`${id}-hint`} className={classes.hint}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className={classes.error}>
          {error}
        </p>
      ) : null}
    </div>
  );
}
