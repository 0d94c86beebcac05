import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconSearch } from '../ui/icons.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { paths } from './paths.ts';

export function NotFoundPage() {
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState
        icon={<IconSearch size={24} />}
        title="There is no page at this address"
        action={
          <Button component={Link} to={paths.home}>
            Go to Home
          </Button>
        }
      >
        The link may be old, or the thing it led to is gone or belongs to another organisation.
      </EmptyState>
    </>
  );
}
