import type { ReactNode } from 'react';
import { clientName } from './clientName.ts';
import {
  IconAppWindow,
  IconDeviceDesktop,
  IconKey,
  IconLock,
  IconLogin2,
  IconLogout,
  IconMail,
  IconShieldCheck,
  IconUser,
  IconUserX,
} from './icons.ts';
import { ListRow } from './List.tsx';
import { RelativeTime } from './RelativeTime.tsx';
import { StatusChip } from './StatusChip.tsx';

// The first that fits the action's name.
const icons = [
  [/^oauth/, IconAppWindow],
  [/disown/, IconUserX],
  [/sign-out|end-/, IconLogout],
  [/sign-in/, IconLogin2],
  [/step-up/, IconShieldCheck],
  [/password|reset|invitation/, IconLock],
  [/address/, IconMail],
  [/device/, IconDeviceDesktop],
  [/^factor/, IconKey],
] as const;

interface EventRowProps {
  event: { action: string; result: string; at: string; client?: string; network?: string };
  /** What happened. */
  words: string;
  actions?: ReactNode;
}

/** One thing that happened to an account: what, when, with what and from where. */
export function EventRow({ event, words, actions }: EventRowProps) {
  const Icon = icons.find(([pattern]) => pattern.test(event.action))?.[1] ?? IconUser;
  return (
    <ListRow
      icon={<Icon size={20} />}
      title={
        <>
          {words} {event.result === 'refused' ? <StatusChip meaning="blocked">Refused</StatusChip> : null}
        </>
      }
      actions={actions}
    >
      <RelativeTime at={event.at} />
      {event.client ? `, ${clientName(event.client)}` : null}
      {event.network ? `, ${event.network}` : null}
    </ListRow>
  );
}
