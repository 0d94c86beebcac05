import { client, must } from '../../api/client.ts';
import { isProblem, wordsOf } from '../../api/problem.ts';

export interface BulkAction {
  key: 'suspend' | 'activate' | 'invite';
  label: string;
  /** Verb of the question: "Suspend 3 people?" */
  verb: string;
  /** What will happen to these people. */
  help: string;
  /** Past participle for the result: "3 people suspended". */
  done: string;
  danger: boolean;
  run: (organisationId: string, accountId: string) => Promise<unknown>;
}

const setState = (state: 'active' | 'suspended') => (organisationId: string, accountId: string) =>
  must(
    client.PATCH('/api/v1/organisations/{organisationId}/accounts/{accountId}', {
      params: { path: { organisationId, accountId } },
      body: { state },
    }),
  );

export const bulkActions: readonly BulkAction[] = [
  {
    key: 'suspend',
    label: 'Suspend people',
    verb: 'Suspend',
    help: 'They are signed out everywhere and cannot sign in until they are activated again. Nothing is deleted.',
    done: 'suspended',
    danger: true,
    run: setState('suspended'),
  },
  {
    key: 'activate',
    label: 'Activate people',
    verb: 'Activate',
    help: 'They can sign in again.',
    done: 'activated',
    danger: false,
    run: setState('active'),
  },
  {
    key: 'invite',
    label: 'Send invitations',
    verb: 'Invite',
    help: 'Each gets a new link; earlier links stop working. Whoever has accepted already is left out.',
    done: 'invited',
    danger: false,
    run: (organisationId, accountId) =>
      must(
        client.POST('/api/v1/organisations/{organisationId}/accounts/{accountId}/invitation', {
          params: { path: { organisationId, accountId } },
        }),
      ),
  },
];

export interface BulkResult {
  done: number;
  failed: readonly { id: string; name: string; why: string }[];
  /** How many were not tried, because the run was stopped or no further try could work. */
  untried: number;
}

interface Person {
  id: string;
  name: string;
}

/**
 * Does one thing to each person in turn. It ends early when `stopped` says so, and when going on is pointless: no fresh
 * proof was given, or the server is out of reach.
 */
export async function runInTurn(
  people: readonly Person[],
  run: (id: string) => Promise<unknown>,
  onProgress: (tried: number) => void,
  stopped: () => boolean,
): Promise<BulkResult> {
  const failed: BulkResult['failed'][number][] = [];
  let tried = 0;
  for (const { id, name } of people) {
    if (stopped()) {
      break;
    }
    tried += 1;
    try {
      await run(id);
    } catch (error) {
      failed.push({ id, name, why: wordsOf(error).what });
      if (isProblem(error, 'step-up-required') || isProblem(error, 'offline')) {
        break;
      }
    }
    onProgress(tried);
  }
  return { done: tried - failed.length, failed, untried: people.length - tried };
}
