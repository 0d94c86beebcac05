import { client, must } from '../../api/client.ts';
import { paths } from '../../app/paths.ts';
import { LinkStep } from './LinkStep.tsx';

export function InvitationPage() {
  return (
    <LinkStep
      title="Welcome"
      lead={(info) => `${info.organisation} has made an account for you, ${info.name}. Choose its password.`}
      action="Set password and go on"
      check={(token) => must(client.POST('/api/v1/login/invitation/check', { body: { token } }))}
      complete={async (token, newPassword) => {
        await must(client.POST('/api/v1/login/invitation/accept', { body: { token, newPassword } }));
        // The sign-in goes on from here, with the mailbox proved.
        window.location.assign(paths.signIn);
      }}
    />
  );
}
