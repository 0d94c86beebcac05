import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { ProblemError, wordsOf } from '../../api/problem.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { FailureCard } from './FailurePage.tsx';
import classes from './oauth.module.css';
import type { useRequest, WaitingRequest } from './useRequest.ts';

interface RequestCardProps extends Omit<ReturnType<typeof useRequest>, 'token'> {
  children: (request: WaitingRequest) => ReactNode;
}

/** What a waiting request is about, a skeleton until that is known, or why it cannot go on. */
export function RequestCard({ request, error, again, children }: RequestCardProps) {
  if (request) {
    return children(request);
  }
  if (!error) {
    return <Skeleton lines={4} label="request" />;
  }
  if (mayPass(error)) {
    return (
      <>
        <CardHeader title="Sign in" />
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
