import { useEffect, useState, type ReactNode } from 'react';
import { Anchor } from '@mantine/core';
import { clsx } from 'clsx';
import { fieldError, wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { paths } from '../../app/paths.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { NewPasswordField } from '../../ui/NewPasswordField.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useAction } from '../../ui/useAction.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { cutLink, isWhole, useLinkToken } from './linkToken.ts';
import classes from './login.module.css';
import { PersonLine } from '../../ui/PersonLine.tsx';
import { useAnswer } from './useAnswer.ts';
import { UserNameForManagers } from './UserNameForManagers.tsx';

export type LinkInfo = components['responses']['LinkInfo']['content']['application/json'];

interface LinkStepProps {
  title: string;
  /** What is said to the person the link is for. */
  lead: (info: LinkInfo) => ReactNode;
  action: string;
  check: (token: string) => Promise<LinkInfo>;
  complete: (token: string, newPassword: string) => Promise<void>;
}

/** A mailed link that ends in choosing a password. Looking at it changes nothing; only the button uses it up. */
export function LinkStep({ title, lead, action, check, complete }: LinkStepProps) {
  const token = useLinkToken();
  const [info, setInfo] = useState<LinkInfo>();
  const [password, setPassword] = useState('');
  const load = useAction(async () => setInfo(await check(token)));
  const save = useAnswer(() => complete(token, password));
  const { run } = load;
  const whole = isWhole(token);
  useEffect(() => (whole ? run() : undefined), [whole, run]);

  if (load.error || !whole) {
    return (
      <>
        <CardHeader title={title} />
        <div className={classes.card}>
          <ErrorPanel error={whole ? wordsOf(load.error) : cutLink} />
          <Anchor href={paths.signIn} className={clsx(classes.links)}>
            Go to sign-in
          </Anchor>
        </div>
      </>
    );
  }
  if (!info) {
    return <Skeleton lines={4} label="link" />;
  }
  return (
    <>
      <CardHeader title={title}>{lead(info)}</CardHeader>
      <FormShell label={title} action={action} wide {...save.form} onSubmit={save.run}>
        <PersonLine email={info.email} organisation={info.organisation} />
        <UserNameForManagers value={info.email} />
        <NewPasswordField
          autoFocus
          value={password}
          onChange={setPassword}
          error={fieldError(save.error, '/newPassword')}
          minLength={info.passwordMinLength}
          own={[info.name, info.email, info.organisation]}
        />
      </FormShell>
    </>
  );
}
