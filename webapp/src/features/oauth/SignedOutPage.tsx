import { Anchor, Button } from '@mantine/core';
import { clsx } from 'clsx';
import { paths } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { PersonLine } from '../../ui/PersonLine.tsx';
import classes from './oauth.module.css';
import { RequestCard } from './RequestCard.tsx';
import { type Person, useHere } from './useHere.ts';

/** Where signing out at the wish of an application ends that has named no address of its own. */
export function SignedOutPage() {
  return (
    <RequestCard {...useHere()} title="Signing out">
      {(person) => (person === null ? <SignedOut /> : <StillHere {...person} />)}
    </RequestCard>
  );
}

function SignedOut() {
  return (
    <>
      <CardHeader title="You are signed out">
        At this browser. Applications that want to know have been told.
      </CardHeader>
      <div className={classes.card}>
        <p>Do others use this computer? Then close the windows of the applications, too.</p>
        <Button component="a" href={paths.signIn} variant="default" fullWidth>
          Sign in again
        </Button>
      </div>
    </>
  );
}

/** Whoever comes here by a bookmark must not believe what is not so. */
function StillHere({ email, organisation }: Person) {
  return (
    <>
      <CardHeader title="You are still signed in" />
      <div className={classes.card}>
        <PersonLine email={email} organisation={organisation} />
        <Button component="a" href={paths.signOut} fullWidth>
          Sign out
        </Button>
        <Anchor href={paths.home} className={clsx(classes.link)}>
          Go to Gatehouse
        </Anchor>
      </div>
    </>
  );
}
