import classes from './SecretText.module.css';

/** A secret to be typed by hand: in groups of four, selectable as a whole, copied without the gaps. */
export function SecretText({ secret, label }: { secret: string; label: string }) {
  const groups = secret.match(/.{1,4}/g) ?? [];
  return (
    <p className={classes.secret}>
      <span className={classes.label}>{label}</span>
      <code>
        {groups.map((group, at) => (
          <span key={at} className={classes.group}>
            {group}
          </span>
        ))}
      </code>
    </p>
  );
}
