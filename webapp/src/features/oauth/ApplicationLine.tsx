import { IconAppWindow } from '../../ui/icons.ts';
import classes from './oauth.module.css';
import type { WaitingRequest } from './useRequest.ts';

/** To which application one signs in, whose it is, and where the browser will go. */
export function ApplicationLine({ request: { client, destination } }: { request: WaitingRequest }) {
  return (
    <p className={classes.application}>
      <span className={classes.tile} aria-hidden="true">
        <IconAppWindow size={20} />
      </span>
      <span>
        <span className={classes.quiet}>You are signing in to</span>
        <b>{client.name}</b>
        <span className={classes.quiet}>
          {client.firstParty ? destination : `${destination}, registered by ${client.organisation}`}
        </span>
      </span>
    </p>
  );
}
