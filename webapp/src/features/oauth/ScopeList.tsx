import { type Scope, scopeWords } from '../../api/scopes.ts';
import { IconCheck } from '../../ui/icons.ts';
import classes from './oauth.module.css';

/** What an application will be able to do, said to the person who lets it. */
export function ScopeList({ scopes, of }: { scopes: readonly Scope[]; of: string }) {
  return (
    <div>
      <h2 className={classes.subhead}>It will be able to</h2>
      <ul className={classes.scopes} aria-label={`What ${of} will be able to do`}>
        {scopeWords(scopes).map((sentence) => (
          <li key={sentence}>
            <IconCheck size={18} aria-hidden="true" />
            {sentence}
          </li>
        ))}
      </ul>
    </div>
  );
}
