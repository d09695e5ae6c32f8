import { dayOf, expiryOf } from './expiry';
import { secondsOf } from './span';
import type { ConnectionChange, ConnectionsQuery, NewConnection } from './types/graphql';

export type Connection = NonNullable<ConnectionsQuery['integrationConnections']>['nodes'][number];

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();
const seconds = (form: FormData, name: string) => secondsOf(text(form, name), text(form, `${name}Unit`));

/** What a form says of a connection that is to be set up. */
export function newConnection(form: FormData, type: NewConnection['type']): NewConnection {
  const every = seconds(form, 'probeEverySeconds');
  return {
    type,
    name: text(form, 'name'),
    expectedEverySeconds: seconds(form, 'expectedEverySeconds'),
    credentialExpiresAt: expiryOf('date', text(form, 'credentialExpiresAt'), 0) ?? null,
    probeUrl: text(form, 'probeUrl') || null,
    ...(every === null ? {} : { probeEverySeconds: every }),
  };
}

/** What a form says that is not so already: what it leaves alone may be more than it can show. */
export function changeOf(form: FormData, item: Connection): ConnectionChange {
  const { type: _, ...wanted } = newConnection(form, item.type);
  const change: ConnectionChange = {};
  if (wanted.name !== item.name) change.name = wanted.name;
  if (wanted.expectedEverySeconds !== item.expectedEverySeconds) change.expectedEverySeconds = wanted.expectedEverySeconds ?? null;
  if (text(form, 'credentialExpiresAt') !== dayIn(item.credentialExpiresAt)) change.credentialExpiresAt = wanted.credentialExpiresAt ?? null;
  if (wanted.probeUrl !== item.probeUrl) change.probeUrl = wanted.probeUrl ?? null;
  if (wanted.probeEverySeconds && wanted.probeEverySeconds !== item.probeEverySeconds) change.probeEverySeconds = wanted.probeEverySeconds;
  const revoked = form.has('credentialRevoked');
  if (revoked !== (item.credentialRevokedAt !== null)) change.credentialRevoked = revoked;
  return change;
}

export const dayIn = (at: string | null) => (at === null ? '' : dayOf(Date.parse(at)));
