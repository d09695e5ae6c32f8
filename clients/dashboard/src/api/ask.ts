import { Client, fetchExchange, type OperationResult } from '@urql/core';
import { failureBy, problemIn, type Answer, type Problem } from './failure';
import { csrfHeader, failureOf } from './http';
import type { TypedDocumentString } from './types/graphql';

const client = new Client({
  url: '/graphql',
  exchanges: [fetchExchange],
  requestPolicy: 'network-only',
  preferGetMethod: false,
  fetchOptions: () => ({
    credentials: 'same-origin',
    headers: { Accept: 'application/graphql-response+json, application/json', ...csrfHeader() },
  }),
});

/** Asks one of our stored operations. Never throws: what went wrong is in the answer. */
export async function ask<T, V extends Record<string, unknown>>(
  document: TypedDocumentString<T, V>,
  variables: V,
): Promise<Answer<T>> {
  const result = await client.query<T>(document.toString(), variables).toPromise();
  if (!result.data) return { ok: false, failure: failureIn(result) };
  return { ok: true, data: result.data, problems: problemsIn(result) };
}

/** Does what one of our stored mutations says; otherwise as {@link ask}. */
export async function act<T, V extends Record<string, unknown>>(
  document: TypedDocumentString<T, V>,
  variables: V,
): Promise<Answer<T>> {
  const result = await client.mutation<T>(document.toString(), variables).toPromise();
  if (!result.data) return { ok: false, failure: failureIn(result) };
  return { ok: true, data: result.data, problems: problemsIn(result) };
}

function problemsIn<T>(result: OperationResult<T>): Problem[] {
  return (result.error?.graphQLErrors ?? []).map((error) => problemIn(error, 0));
}

function failureIn<T>(result: OperationResult<T>) {
  const problem = problemsIn(result)[0];
  return problem ? failureBy(problem) : failureOf(result.error?.response as Response | undefined);
}
