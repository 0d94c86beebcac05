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
        const login = await must(
          client.POST('/api/v1/login/invitation/accept', { body: { token, newPassword } }),
        );
        // The link proved the mailbox; the sign-in goes on only where the policy asks for more.
        window.location.assign(login.step === 'done' ? paths.home : paths.signIn);
      }}
    />
  );
}
