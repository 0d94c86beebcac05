import type { ErrorWords } from '../../ui/ErrorPanel.tsx';

interface Failure {
  title: string;
  words: ErrorWords;
}

const startAgain = 'Go back to the application and start again.';
const nothingShared = 'Nothing about you was shared.';

const failures: Record<string, Failure> = {
  'unknown-application': {
    title: 'This application is not known here',
    words: {
      what: 'The application that sent you here is not registered, or has been suspended or deleted.',
      kept: nothingShared,
      todo: 'If you need the application, ask whoever runs it.',
    },
  },
  'redirect-mismatch': {
    title: 'You were not sent on',
    words: {
      what: 'You were to be sent to an address that is not registered for this application. That can be a mistake, or a trap.',
      kept: nothingShared,
      todo: 'If you trust the application, tell whoever runs it.',
    },
  },
  'request-gone': {
    title: 'This sign-in is over',
    words: {
      what: 'It was answered already, or waited for too long.',
      todo: startAgain,
    },
  },
  'too-many-requests': {
    title: 'Too many sign-ins at once',
    words: {
      what: 'Very many sign-ins have been started from your network.',
      todo: 'Wait a minute, then go back to the application and start again.',
    },
  },
  unavailable: {
    title: 'Gatehouse cannot answer right now',
    words: { what: 'Your sign-in could not be begun.', todo: 'Wait a minute, then go back and start again.' },
  },
};

/** What a person is told whom an application sent here with something that cannot be answered to the application. */
export function failureOf(slug: string | null): Failure {
  return (
    (slug !== null && Object.hasOwn(failures, slug) ? failures[slug] : undefined) ?? {
      title: 'This sign-in cannot go on',
      words: {
        what: 'What the application asked for could not be understood.',
        kept: nothingShared,
        todo: `${startAgain} If that does not help, tell whoever runs it.`,
      },
    }
  );
}

/** The key to the log line; whoever made the link may have written anything there, and no sentence of theirs is shown. */
export function requestIdOf(text: string | null): string | undefined {
  return text !== null && /^[\w-]{8,64}$/.test(text) ? text : undefined;
}
