import { Anchor } from '@mantine/core';
import { clsx } from 'clsx';
import { paths } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { failureOf, requestIdOf } from './failures.ts';
import classes from './oauth.module.css';

/** Where somebody ends who was sent here with something that cannot be answered to the application. */
export function FailurePage() {
  const search = new URLSearchParams(window.location.search);
  return <FailureCard slug={search.get('error')} requestId={requestIdOf(search.get('request'))} />;
}

/** Why the way to an application ends here. */
export function FailureCard({ slug, requestId }: { slug: string | null; requestId?: string | undefined }) {
  const { title, words } = failureOf(slug);
  return (
    <>
      <CardHeader title={title} />
      <div className={classes.card}>
        <ErrorPanel error={{ ...words, ...(requestId === undefined ? {} : { requestId }) }} />
        <Anchor href={paths.home} className={clsx(classes.link)}>
          Go to Gatehouse
        </Anchor>
      </div>
    </>
  );
}
