import { Menu, UnstyledButton } from '@mantine/core';
import { clsx } from 'clsx';
import { Link } from 'react-router';
import { client } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { type ColorScheme, useColorScheme } from '../ui/colorScheme.ts';
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconShieldCheck,
  IconSun,
} from '../ui/icons.ts';
import classes from './AccountMenu.module.css';
import { paths } from './paths.ts';

const schemes: readonly { value: ColorScheme; label: string; icon: typeof IconSun }[] = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'As the system', icon: IconDeviceDesktop },
];

/** Who is signed in, and what concerns only them. */
export function AccountMenu({ onShowKeys }: { onShowKeys: () => void }) {
  const { account, organisation } = useSession();
  const { scheme, setScheme } = useColorScheme();
  return (
    <Menu width={260}>
      <Menu.Target>
        <UnstyledButton className={clsx(classes.button)} aria-label={`Account of ${account.name}`}>
          <span className={classes.initials} aria-hidden="true">
            {initialsOf(account.name)}
          </span>
          <span className={classes.who}>
            <span className={classes.name}>{account.name}</span>
            <span className={classes.organisation}>{organisation.name}</span>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{account.addresses[0]}</Menu.Label>
        <Menu.Item component={Link} to={paths.security} leftSection={<IconShieldCheck size={16} />}>
          Security
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onShowKeys}>
          Keys
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        {schemes.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            aria-current={scheme === value}
            closeMenuOnClick={false}
            leftSection={<Icon size={16} />}
            rightSection={scheme === value ? <IconCheck size={16} /> : null}
            onClick={() => setScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Loads the page anew, so that nothing of this person stays in memory. */
async function signOut(): Promise<void> {
  await client.DELETE('/api/v1/session');
  window.location.assign(paths.signIn);
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.slice(0, 1).toUpperCase() ?? '')
    .join('');
}
