import { Anchor } from '@mantine/core';
import { clsx } from 'clsx';
import type { paths as api } from '../../api/schema.d.ts';
import type { Trip } from '../../api/upstream.ts';
import { paths } from '../../app/paths.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { Detail, Details } from '../../ui/Details.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import classes from './federation.module.css';

export type TrialResult =
  api['/api/v1/organisations/{organisationId}/identity-providers/{providerId}/test/answer']['post']['responses']['200']['content']['application/json'];

interface TrialProps {
  result: TrialResult;
  trip: Extract<Trip, { purpose: 'test' }>;
}

/** What a provider says about the administrator who has tried it out. */
export function Trial({ result, trip }: TrialProps) {
  const { subject, email, emailVerified, addressInOwnDomain, multiFactor } = result;
  return (
    <>
      <CardHeader title={`${trip.provider} works`}>
        This is what it says about you. Nothing was changed, and nobody was signed in.
      </CardHeader>
      <div className={classes.card}>
        <Details>
          <Detail label="Subject">{subject}</Detail>
          <Detail label="Address">{email ?? 'None'}</Detail>
          <Detail label="Address verified">
            <Yes good={emailVerified} otherwise="No: people cannot connect their accounts" />
          </Detail>
          <Detail label="In a domain of yours">
            <Yes good={addressInOwnDomain} otherwise="No: people cannot connect their accounts" />
          </Detail>
          <Detail label="Several factors">{multiFactor ? 'Yes, it says so' : 'It does not say so'}</Detail>
        </Details>
        <Anchor href={paths.identityProviders(trip.organisationId)} className={clsx(classes.link)}>
          Back to the identity providers
        </Anchor>
      </div>
    </>
  );
}

function Yes({ good, otherwise }: { good: boolean; otherwise: string }) {
  return <StatusChip meaning={good ? 'clean' : 'held'}>{good ? 'Yes' : otherwise}</StatusChip>;
}
