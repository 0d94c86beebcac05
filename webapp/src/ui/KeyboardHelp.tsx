import { Modal } from '@mantine/core';
import classes from './KeyboardHelp.module.css';
import { useShortcuts } from './shortcuts.ts';

/** The keys that work on this page. */
export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const shortcuts = useShortcuts();
  return (
    <Modal opened={opened} onClose={onClose} title="Keys on this page">
      <dl className={classes.keys}>
        {shortcuts.map(({ keys, label }) => (
          <div key={keys + label} className={classes.row}>
            <dt>{label}</dt>
            <dd>
              {keys.split(' ').map((key) => (
                <kbd key={key} className={classes.key}>
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
