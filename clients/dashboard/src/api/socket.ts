import { createClient } from 'graphql-ws';

/** A socket of its own that is tried once; it opens with the first subscription, and closes with the last. */
export const socket = () => createClient({ url: address(), retryAttempts: 0 });

const address = () => `${location.origin.replace(/^http/, 'ws')}/graphql`;
