// What workloads ask: requests made once, as the bytes that are sent, with whose data they ask for.

import { readFileSync } from 'node:fs';
import { encode } from './http.mjs';
import { admin, orgId } from './seed.mjs';

const OPERATIONS = new URL('../../graphql/operations/load/', import.meta.url);

/**
 * An operation, asked of the n-th organisation.
 *
 * @param credential of whoever asks; its administrator when none is named
 */
export function ask(operation, n = 1, credential = admin(n)) {
  const query = readFileSync(new URL(`${operation}.graphql`, OPERATIONS), 'utf8');
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const body = JSON.stringify({ query, operationName: operation });
  return request(n, credential, { method: 'POST', path: '/graphql', headers, body }, ({ data }) => data);
}

/** A path of the old door. */
export function get(path, data) {
  return request(1, admin(1), { method: 'GET', path, headers: { accept: 'application/json' } }, data);
}

/** @param data what an answer's JSON says, in the words of LoadDashboard */
function request(n, authorization, { headers, ...rest }, data) {
  return { org: orgId(n), credential: authorization, bytes: encode({ headers: { authorization, ...headers }, ...rest }), data };
}
