import { useEffect } from 'react';
import { Button } from '@mantine/core';
import { client, must } from '../../api/client.ts';
import { isProblem, wordsOf } from '../../api/problem.ts';
import { CardHeader } from '../../ui/CardHeader.tsx';
import { clientName } from '../../ui/clientName.ts';
import { Detail, Details } from '../../ui/Details.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IconDeviceDesktop } from '../../ui/icons.ts';
import { PersonLine } from '../../ui/PersonLine.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { useAction } from '../../ui/useAction.ts';
import { type Device, shownCode } from './device.ts';
import classes from './oauth.module.css';
import { ScopeList } from './ScopeList.tsx';
import { useSettled } from './useSettled.ts';
import { Warning } from './Warning.tsx';

interface DeviceQuestionProps {
  code: string;
  device: Device;
  email: string | undefined;
  onAnother: () => void;
  onDone: (outcome: 'allowed' | 'denied') => void;
  /** The code ran out, or somebody else has answered, while the question stood here. */
  onGone: () => void;
}

/** Whether this very device may have what it asks for. */
export function DeviceQuestion({ code, device, email, onAnother, onDone, onGone }: DeviceQuestionProps) {
  const body = { userCode: code };
  const allow = useAction(async () => {
    await must(client.POST('/api/v1/oauth/devices/approve', { body }));
    onDone('allowed');
  });
  const deny = useAction(async () => {
    await must(client.POST('/api/v1/oauth/devices/deny', { body }));
    onDone('denied');
  });
  const settled = useSettled();
  const pending = allow.pending || deny.pending;
  const error = allow.error ?? deny.error;
  const gone = isProblem(error, 'unknown-user-code');
  useEffect(() => (gone ? onGone() : undefined), [gone, onGone]);
  return (
    <>
      <div className={classes.crest} aria-hidden="true">
        <IconDeviceDesktop size={28} />
      </div>
      <CardHeader title={`Allow ${device.client} on this device?`}>
        {device.firstParty
          ? `It is part of ${device.organisation}.`
          : `Registered by ${device.organisation}.`}
      </CardHeader>
      <div className={classes.card}>
        {error && !gone ? <ErrorPanel error={wordsOf(error)} focus /> : null}
        <PersonLine email={email} action="Not you?" onAction={onAnother} />
        <div className={classes.device}>
          <Details across>
            <Detail label="Code on the device">
              <b>{shownCode(code)}</b>
            </Detail>
            <Detail label="Asked">
              <RelativeTime at={device.startedAt} />
            </Detail>
            <Detail label="Asks from">{device.network}</Detail>
            <Detail label="Calls itself">{clientName(device.device)}</Detail>
          </Details>
        </div>
        <ScopeList scopes={device.scopes} of={device.client} />
        {device.sameNetwork ? null : (
          <Warning>
            <b>The device is in another network than you.</b> Deny it unless you know why.
          </Warning>
        )}
        <Warning>
          <b>Is it your own device, and does it show {shownCode(code)}?</b> If somebody gave you the code,
          deny it: you would let them in.
        </Warning>
        <div className={classes.answers}>
          <Button variant="default" loading={deny.pending} disabled={pending} onClick={deny.run}>
            Deny
          </Button>
          <Button loading={allow.pending} disabled={pending || !settled} onClick={allow.run}>
            Allow
          </Button>
        </div>
        <p className={classes.foot}>You can take it back at any time under Security.</p>
      </div>
    </>
  );
}
