import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useSession } from '../api/session.ts';
import { Banner } from '../ui/Banner.tsx';
import { shortDate } from '../ui/time.ts';
import { useNow } from '../ui/useNow.ts';
import { paths } from './paths.ts';

/** What the product itself has to say; nothing else uses this place. */
export function Banners() {
  const { policy, demo } = useSession();
  const now = useNow(60_000);
  const { mfaDeadline } = policy;
  return (
    <>
      {mfaDeadline && !policy.hasFactor ? (
        <Banner
          meaning="held"
          action={
            <Anchor component={Link} to={paths.security} underline="always">
              Set up an authenticator
            </Anchor>
          }
        >
          Your organisation asks for an authenticator from {shortDate(new Date(mfaDeadline), now)}. It takes a
          minute.
        </Banner>
      ) : null}
      {demo ? (
        <Banner meaning="info">This is a demonstration: outgoing mail is captured, never sent.</Banner>
      ) : null}
    </>
  );
}
