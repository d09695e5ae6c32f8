// What the peers have in common: a schema, its resolvers, and who is asking.

import { readFileSync } from 'node:fs';
import { connect } from './pool.mjs';
import { Sections } from './sections.mjs';

export const port = Number(process.env.PORT);

export const typeDefs = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');

export const resolvers = {
  Query: {
    healthStatus: (_, __, { sections }) => sections.health(),
    recentActivity: (_, { first }, { sections }) => sections.activity(first),
    errorSummary: (_, __, { sections }) => sections.errors(),
  },
  HealthStatus: {
    card: ({ cards }, { type }) => cards.find((card) => card.type === type),
  },
};

const orgs = new Map(Object.entries(JSON.parse(process.env.ORGS)));

/** Signing in is a look into a map: less than any of them would have to do. */
export function contextOf(authorization) {
  const org = orgs.get(authorization);
  if (!org) throw new Error('Sign in first.');
  return { sections: new Sections(org) };
}

await connect(Number(process.env.DATABASE_PORT));
