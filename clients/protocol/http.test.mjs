// Every audit of GraphQL over HTTP that the working group's own package knows, as one test each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverAudits } from 'graphql-http';

const { GATEWAY, DESK } = process.env;
const key = await (await fetch(`${DESK}/key`, { method: 'POST' })).text();

const audits = serverAudits({
  url: `${GATEWAY}/graphql`,
  fetchFn: (url, options = {}) => fetch(url, { ...options, headers: { ...options.headers, authorization: `Bearer ${key}` } }),
});

for (const audit of audits) {
  test(`graphql-http ${audit.id}: ${audit.name}`, { timeout: 30_000 }, async () => {
    const result = await audit.fn();
    assert.equal(result.status, 'ok', result.reason);
  });
}
