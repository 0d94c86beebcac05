import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { ProblemError, wordsOf } from '../../api/problem.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { FailureCard } from './FailurePage.tsx';
import classes from './oauth.module.css';

interface RequestCardProps<Request> {
  request: Request | undefined;
  error: unknown;
  again: () => void;
  /** Heading while the server does not answer. */
  title?: string;
  children: (request: Request) => ReactNode;
}

/** What waits for a person, a skeleton until that is known, or why it cannot go on. */
export function RequestCard<Request>(props: RequestCardProps<Request>) {
  const { request, error, again, title = 'Sign in', children } = props;
  if (request !== undefined) {
    return children(request);
  }
  if (!error) {
    return <Skeleton lines={4} label="request" />;
  }
  if (mayPass(error)) {
    return (
      <>
        <CardHeader title={title} />
        <div className={classes.card}>
          <ErrorPanel
            error={wordsOf(error)}
            action={
              <Button variant="default" onClick={again}>
                Try again
              </Button>
            }
          />
        </div>
      </>
    );
  }
  return <FailureCard slug={error instanceof ProblemError ? error.slug : null} />;
}

function mayPass(error: unknown): boolean {
  return !(error instanceof ProblemError) || error.slug === 'offline' || error.problem.status >= 500;
}
