import classes from './Meter.module.css';

interface MeterProps {
  label: string;
  value: number;
  of: number;
}

/** A share of a whole as a bar; the number stands beside it in words. */
export function Meter({ label, value, of }: MeterProps) {
  return <meter className={classes.meter} aria-label={label} min={0} max={Math.max(of, 1)} value={value} />;
}
