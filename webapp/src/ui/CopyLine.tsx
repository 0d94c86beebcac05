import { CopyButton } from './CopyButton.tsx';
import classes from './CopyLine.module.css';

interface CopyLineProps {
  label: string;
  text: string;
  /** Verb and object of the button: "Copy secret". */
  action: string;
}

/** A text for another program, selected and copied as a whole. */
export function CopyLine({ label, text, action }: CopyLineProps) {
  return (
    <div className={classes.line}>
      <div className={classes.words}>
        <span className={classes.label}>{label}</span>
        <code>{text}</code>
      </div>
      <CopyButton text={text} label={action} />
    </div>
  );
}
