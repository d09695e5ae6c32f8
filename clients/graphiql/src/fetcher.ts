import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { type DocumentNode, Kind, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { csrfHeader } from '../../dashboard/src/api/http';
import { sessionEnded } from './session';

/** As the signed-in session: the cookie by itself, the token by us. */
const ask: typeof fetch = async (address, init) => {
  const headers = new Headers(init?.headers);
  for (const [name, value] of Object.entries(csrfHeader())) headers.set(name, value);
  const response = await fetch(address, { ...init, headers, credentials: 'same-origin' });
  if (response.status === 401) sessionEnded();
  return response;
};

const socket = createClient({
  url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
  on: {
    closed(event) {
      const { code } = event as CloseEvent;
      if (code === 4401 || code === 4403) sessionEnded();
    },
  },
});

/** Queries and mutations by HTTP, subscriptions by WebSocket. */
const byKind = createGraphiQLFetcher({
  url: '/graphql',
  fetch: ask,
  wsClient: socket,
  enableIncrementalDelivery: false,
});

/**
 * GraphiQL learns with a delay what a tab holds: who changes tabs and executes at once would ask for
 * the operation of the tab before, and a subscription by HTTP. So the text itself is asked.
 */
export const fetcher: Fetcher = (params, options) => {
  const documentAST = parsed(params.query);
  const names = documentAST ? operationNames(documentAST) : [];
  const [only] = names;
  const meant = names.length === 1 && only ? { ...params, operationName: only } : params;
  return byKind(meant, { ...options, ...(documentAST ? { documentAST } : {}) });
};

/** Nothing for what is no GraphQL: the gateway says what is wrong with it. */
function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}

const operationNames = ({ definitions }: DocumentNode) =>
  definitions.flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION && definition.name ? [definition.name.value] : []));
