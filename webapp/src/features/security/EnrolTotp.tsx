import { useEffect, useState } from 'react';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import type { paths } from '../../api/schema.d.ts';
import { CodeInput } from '../../ui/CodeInput.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { SecretText } from '../../ui/SecretText.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Step, Steps } from '../../ui/Steps.tsx';
import { useAction } from '../../ui/useAction.ts';
import type { Enrolled } from './EnrolFactor.tsx';
import classes from './security.module.css';

type Begun = paths['/api/v1/factors/totp']['post']['responses'][200]['content']['application/json'];

/** Three steps: an app, the secret, a code from it. Nothing is enrolled before the code is right. */
export function EnrolTotp({ onEnrolled }: { onEnrolled: (enrolled: Enrolled) => void }) {
  const [begun, setBegun] = useState<Begun>();
  const [code, setCode] = useState('');
  const begin = useAction(async () => setBegun(await must(client.POST('/api/v1/factors/totp'))));
  const confirm = useAction(async (enrolmentId: string, given: string) =>
    onEnrolled(
      await must(client.POST('/api/v1/factors/totp/confirm', { body: { enrolmentId, code: given } })),
    ),
  );
  const { run } = begin;
  useEffect(() => run(), [run]);

  if (begin.error) {
    return <ErrorPanel error={wordsOf(begin.error)} />;
  }
  if (!begun) {
    return <Skeleton lines={6} label="secret" />;
  }
  const words = confirm.error ? wordsOf(confirm.error) : undefined;
  return (
    <FormShell
      label="Authenticator app"
      action="Finish set-up"
      wide
      loading={confirm.pending}
      error={undefined}
      onSubmit={() => confirm.run(begun.enrolmentId, code)}
    >
      <Steps label="Set up an authenticator app">
        <Step title="Get an authenticator app on your phone">
          <p className={classes.help}>Any that shows six digits will do. Your phone may have one built in.</p>
        </Step>
        <Step title="Scan this with the app">
          <QrCode text={begun.uri} label="QR code with the secret for your authenticator app" />
          <SecretText label="Or type this in" secret={begun.secret} />
          <div>
            <CopyButton text={begun.secret} label="Copy secret" />
          </div>
        </Step>
        <Step title="Type the code that the app shows">
          <CodeInput
            label="Six digits"
            length={6}
            value={code}
            onChange={setCode}
            onComplete={(given) => confirm.run(begun.enrolmentId, given)}
            busy={confirm.pending}
            error={words && [words.what, words.todo].filter(Boolean).join(' ')}
          />
        </Step>
      </Steps>
    </FormShell>
  );
}
