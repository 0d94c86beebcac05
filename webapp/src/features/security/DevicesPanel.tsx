import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, must } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import type { components } from '../../api/schema.d.ts';
import { Loaded } from '../../app/Loaded.tsx';
import { clientName } from '../../ui/clientName.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IconDeviceDesktop } from '../../ui/icons.ts';
import { List, ListRow } from '../../ui/List.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { showToast } from '../../ui/toasts.ts';
import { devicesQuery } from './queries.ts';

/** Devices that are known, and those that are not asked for a factor for a while. */
export function DevicesPanel() {
  const query = useQuery(devicesQuery);
  const cache = useQueryClient();
  const forget = useMutation({
    mutationFn: (deviceId: string) =>
      must(client.DELETE('/api/v1/devices/{deviceId}', { params: { path: { deviceId } } })),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: devicesQuery.queryKey });
      showToast('Device forgotten. It is asked for an authenticator again.');
    },
  });
  return (
    <Panel
      title="Known devices"
      lead="A trusted device is not asked for an authenticator at each sign-in."
      flush
    >
      {forget.error ? <ErrorPanel error={wordsOf(forget.error)} /> : null}
      <Loaded query={query} label="devices">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No device is remembered">It happens when you sign in.</EmptyState>
          ) : (
            <List label="Devices">
              {items.map((device) => (
                <DeviceRow
                  key={device.id}
                  device={device}
                  busy={forget.isPending}
                  onForget={() => forget.mutate(device.id)}
                />
              ))}
            </List>
          )
        }
      </Loaded>
    </Panel>
  );
}

interface DeviceRowProps {
  device: components['schemas']['Device'];
  busy: boolean;
  onForget: () => void;
}

function DeviceRow({ device, busy, onForget }: DeviceRowProps) {
  const name = clientName(device.client);
  return (
    <ListRow
      icon={<IconDeviceDesktop size={20} />}
      title={
        <>
          {name} {device.current ? <StatusChip meaning="clean">This one</StatusChip> : null}
          {device.trustedUntil ? (
            <StatusChip meaning="info">
              Trusted, ends <RelativeTime at={device.trustedUntil} />
            </StatusChip>
          ) : null}
        </>
      }
      actions={
        <Button
          variant="default"
          disabled={busy}
          onClick={onForget}
          aria-label={`Forget ${name}, ${device.network}`}
        >
          Forget device
        </Button>
      }
    >
      {device.network}, first seen <RelativeTime at={device.createdAt} />, last seen{' '}
      <RelativeTime at={device.lastSeenAt} />
    </ListRow>
  );
}
