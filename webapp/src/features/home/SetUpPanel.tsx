import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { Panel } from '../../ui/Panel.tsx';

/** For people without an authenticator: the one thing that makes their account safe. */
export function SetUpPanel() {
  return (
    <Panel
      title="Make your sign-in safer"
      lead="You have no authenticator yet: whoever reads your mail or learns your password could sign in as you."
      actions={
        <Button component={Link} to={paths.security}>
          Set up an authenticator
        </Button>
      }
    />
  );
}
