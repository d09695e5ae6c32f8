import { createGraphiQLFetcher } from '@graphiql/toolkit';
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
export const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  fetch: ask,
  wsClient: socket,
  enableIncrementalDelivery: false,
});
