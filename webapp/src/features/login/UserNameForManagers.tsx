import classes from './login.module.css';

/** Tells a password manager whose password the field beside it is; people see the address in words. */
export function UserNameForManagers({ value }: { value: string }) {
  return (
    <input
      className={classes.unseen}
      type="text"
      name="username"
      autoComplete="username"
      value={value}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}
