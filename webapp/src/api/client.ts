import createClient from 'openapi-fetch';
import { localProblem, type Problem, ProblemError, slugOf } from './problem.ts';
import type { paths } from './schema.d.ts';

export type StepUpAction = 'add-factor' | 'manage';

/** What the page does when the server asks for a sign-in or a fresh proof, or refuses a step of one. */
interface Gates {
  signIn: () => void;
  /** Asks the person for a proof; false when they gave up. */
  stepUp: (action: StepUpAction) => Promise<boolean>;
  /** A step of a sign-in was refused for another reason than what was answered: it may be over. */
  loginRefused: (problem: Problem) => void;
}

const noGates: Gates = {
  signIn: () => undefined,
  stepUp: () => Promise.resolve(false),
  loginRefused: () => undefined,
};
let gates = noGates;

/** Sets what is given and takes back the rest. */
export function setGates(next: Partial<Gates>): void {
  gates = { ...noGates, ...next };
}

/** Every call goes through this client; wrap it in `must` to get the data or a thrown ProblemError. */
export const client = createClient<paths>({
  baseUrl: '/',
  credentials: 'same-origin',
  headers: { 'X-Gatehouse-Request': '1' },
  fetch: fetchThroughGates,
});

/** Sends the request; a demand for a fresh proof is put to the person, and the request sent once more. */
export async function fetchThroughGates(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await send(request);
  if (response.status < 400 || response.status >= 500) {
    return response;
  }
  const problem = await problemOf(response.clone());
  const slug = slugOf(problem.type);
  if (mayEndLogin(request, slug)) {
    gates.loginRefused(problem);
  }
  if (slug === 'sign-in-required') {
    gates.signIn();
  }
  if (slug === 'step-up-required' && (await gates.stepUp(actionOf(again)))) {
    return send(again);
  }
  return response;
}

/** What was answered was wrong, or comes too soon: the sign-in goes on. */
const goesOn = /^(wrong-|slow-down|password-refused|invalid-|resend-)/;

/** Steps of a sign-in, and setting up an authenticator in the middle of one. */
function mayEndLogin({ method, url }: Request, slug: string): boolean {
  return (
    method !== 'GET' && /\/api\/v1\/(login|factors)(\/|$)/.test(new URL(url).pathname) && !goesOn.test(slug)
  );
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') {
      throw failure;
    }
    throw new ProblemError(localProblem('offline', 0));
  }
}

/** Adding an authenticator accepts other proof than the rest (the contract's StepUpAction). */
function actionOf(request: Request): StepUpAction {
  return request.method === 'POST' && /\/api\/v1\/factors\/(totp|passkey)(\/|$)/.test(request.url)
    ? 'add-factor'
    : 'manage';
}

export async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return localProblem('unreadable', response.status);
  }
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of a call, or a thrown ProblemError. */
export async function must<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (response.ok) {
    return data as Data;
  }
  throw new ProblemError(isProblemBody(error) ? error : localProblem('unreadable', response.status));
}

function isProblemBody(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'type' in body && 'status' in body;
}
