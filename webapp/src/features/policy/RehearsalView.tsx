import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { components } from '../../api/schema.d.ts';
import { paths } from '../../app/paths.ts';
import { CsvButton } from '../../app/CsvButton.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import classes from './policy.module.css';
import { rehearsalCsv } from './queries.ts';

interface RehearsalViewProps {
  organisationId: string;
  domainId: string | undefined;
  told: components['schemas']['Rehearsal'];
}

/** What an enforcement would mean: three numbers, and the people behind them. */
export function RehearsalView({ organisationId, domainId, told }: RehearsalViewProps) {
  return (
    <div className={classes.rehearsal}>
      <dl className={classes.numbers}>
        <Figure value={told.withoutFactor} of={told.people} words="people have no authenticator" />
        <Figure
          value={told.unreachable}
          of={told.people}
          words="people cannot be mailed a code: give each of them a pass"
        />
        <Figure
          value={told.wouldHaveBeenAsked}
          of={told.signInsLast30Days}
          words="sign-ins of the last 30 days would have been asked"
        />
      </dl>
      <People
        title="Without an authenticator"
        list="without-factor"
        domainId={domainId}
        organisationId={organisationId}
        people={told.withoutFactorPeople}
        total={told.withoutFactor}
      />
      <People
        title="Unreachable by mail"
        list="unreachable"
        domainId={domainId}
        organisationId={organisationId}
        people={told.unreachablePeople}
        total={told.unreachable}
      />
    </div>
  );
}

function Figure({ value, of, words }: { value: number; of: number; words: string }) {
  return (
    <div className={classes.figure}>
      <dt>{words}</dt>
      <dd>
        <b>{formatNumber(value)}</b> of {formatNumber(of)}
      </dd>
    </div>
  );
}

interface PeopleProps {
  title: string;
  list: 'without-factor' | 'unreachable';
  domainId: string | undefined;
  organisationId: string;
  people: readonly components['schemas']['Person'][];
  total: number;
}

function People({ title, list, organisationId, domainId, people, total }: PeopleProps) {
  if (total === 0) {
    return null;
  }
  return (
    <details className={classes.people}>
      <summary>
        {title} ({formatNumber(total)})
      </summary>
      <ul>
        {people.map(({ id, name, address }) => (
          <li key={id}>
            <Anchor
              component={Link}
              to={paths.account(organisationId, id)}
              target="_blank"
              underline="always"
            >
              {name}
            </Anchor>{' '}
            <span className={classes.help}>{address}</span>
          </li>
        ))}
        {total > people.length ? <li>and {formatNumber(total - people.length)} more</li> : null}
      </ul>
      {total > people.length ? <CsvButton href={rehearsalCsv(organisationId, list, domainId)} /> : null}
    </details>
  );
}
