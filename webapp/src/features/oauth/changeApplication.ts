import { client, must } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import type { ApplicationProps } from './ApplicationDrawer.tsx';
import type { Application } from './words.ts';

export type Change = NonNullable<
  paths['/api/v1/organisations/{organisationId}/clients/{clientId}']['patch']['requestBody']
>['content']['application/json'];

/** Only what is different from what is. */
export function changeOf(application: Application, wanted: Change): Change {
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => JSON.stringify(application[name as keyof Application]) !== JSON.stringify(value),
    ),
  );
}

export function changeApplication(
  { organisationId, application }: ApplicationProps,
  body: Change,
): Promise<Application> {
  return must(
    client.PATCH('/api/v1/organisations/{organisationId}/clients/{clientId}', {
      params: { path: { organisationId, clientId: application.id } },
      body,
    }),
  );
}
