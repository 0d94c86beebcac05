import { Radio, Stack } from '@mantine/core';
import type { components } from '../../api/schema.d.ts';

type MailboxPlace = components['schemas']['MailboxPlace'];

interface MailboxChoiceProps {
  value: MailboxPlace;
  onChange: (place: MailboxPlace) => void;
}

/** Where the mailboxes of a domain are, and what that means for mailed codes. */
export function MailboxChoice({ value, onChange }: MailboxChoiceProps) {
  return (
    <Radio.Group
      label="Where are the mailboxes?"
      value={value}
      onChange={(place) => onChange(place === 'gatehouse' ? 'gatehouse' : 'external')}
    >
      <Stack gap="sm" pt="sm">
        <Radio
          size="sm"
          value="external"
          label="On your own mail server"
          description="People read their mail elsewhere, so a code mailed there shows that they can. Mailed codes work."
        />
        <Radio
          size="sm"
          value="gatehouse"
          label="Only here, behind this sign-in"
          description="A code could be read only after signing in, so it would prove nothing and is never sent. People need an authenticator, or a recovery address elsewhere."
        />
      </Stack>
    </Radio.Group>
  );
}
