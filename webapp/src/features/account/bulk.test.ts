import { expect, test } from 'vitest';
import { localProblem, ProblemError } from '../../api/problem.ts';
import { runInTurn } from './bulk.ts';

const people = ['Ann', 'Ben', 'Cid'].map((name) => ({ id: name, name }));
const refuse = new ProblemError({ type: 'about:blank', title: 'Not yourself', status: 403, requestId: '' });

test('one refusal does not keep the others from their turn', async () => {
  const progress: number[] = [];
  const result = await runInTurn(
    people,
    (id) => (id === 'Ben' ? Promise.reject(refuse) : Promise.resolve()),
    (tried) => progress.push(tried),
    () => false,
  );
  expect(result).toEqual({
    done: 2,
    failed: [{ id: 'Ben', name: 'Ben', why: 'Not yourself.' }],
    untried: 0,
  });
  expect(progress).toEqual([1, 2, 3]);
});

test('a server out of reach ends the run', async () => {
  const result = await runInTurn(
    people,
    () => Promise.reject(new ProblemError(localProblem('offline', 0))),
    () => undefined,
    () => false,
  );
  expect(result).toMatchObject({ done: 0, untried: 2 });
});

test('a stopped run says how many were not tried', async () => {
  let tried = 0;
  const result = await runInTurn(
    people,
    () => Promise.resolve(),
    (count) => (tried = count),
    () => tried === 1,
  );
  expect(result).toEqual({ done: 1, failed: [], untried: 2 });
});
