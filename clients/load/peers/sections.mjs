// The three sections of a dashboard, read from the gateway's views: of their columns only what the
// schema has. All that one request asks for is one round trip, behind the announcement of its organisation.

import { send } from './pool.mjs';

const ANNOUNCE = `select set_config('pulsegate.org_ids', $1, true), set_config('pulsegate.role', $2, true), set_config('statement_timeout', $3, true), now()`;
const HEALTH = `select integration_type, status, level, last_sync_at, last_error_at, last_error_message, success_24h, error_24h from org_health`;
const ACTIVITY = `select (event).id, (event).integration_type, (event).event_type, (event).status, (event).occurred_at, (event).message, (event).error_message, (event).attempt_count from org_activity($1)`;
const ERRORS = `select failed_24h, pending, dead from org_errors`;

export class Sections {
  #org;
  #wanted = [];

  constructor(org) {
    this.#org = org;
  }

  health() {
    return this.#read({ name: 'health', text: HEALTH, values: [] }, healthStatus);
  }

  activity(first) {
    return this.#read({ name: 'activity', text: ACTIVITY, values: [String(first)] }, feed);
  }

  errors() {
    return this.#read({ name: 'errors', text: ERRORS, values: [] }, summary);
  }

  /** Fields of one level are resolved before any microtask, so all of them are sent together. */
  #read(statement, make) {
    return new Promise((resolve, reject) => {
      if (this.#wanted.push({ statement, resolve: (rows) => resolve(make(rows)), reject }) === 1) queueMicrotask(() => this.#send());
    });
  }

  async #send() {
    const wanted = this.#wanted;
    this.#wanted = [];
    const announce = { name: 'announce', text: ANNOUNCE, values: [`{${this.#org}}`, 'reader', '1000ms'] };
    try {
      const [, ...results] = await send([announce, ...wanted.map(({ statement }) => statement)]);
      wanted.forEach(({ resolve }, at) => resolve(results[at]));
    } catch (error) {
      wanted.forEach(({ reject }) => reject(error));
    }
  }
}

function healthStatus(rows) {
  const cards = rows.map(([type, status, level, lastSyncAt, lastErrorAt, lastErrorMessage, success, error]) => ({
    type: type.toUpperCase(),
    status: status.toUpperCase(),
    level: level.toUpperCase(),
    lastSyncAt: time(lastSyncAt),
    lastErrorAt: time(lastErrorAt),
    lastErrorMessage,
    successCount24h: Number(success),
    errorCount24h: Number(error),
    successRate24h: rate(Number(success), Number(error)),
  }));
  const counted = cards.filter(({ type }) => type !== 'API_KEYS');
  const sum = (name) => counted.reduce((total, card) => total + card[name], 0);
  return { cards, overallStatus: overall(cards), successRate24h: rate(sum('successCount24h'), sum('errorCount24h')) };
}

function overall(cards) {
  const configured = cards.filter(({ status }) => status !== 'NOT_CONFIGURED');
  const alarming = ({ level }) => level === 'WARNING' || level === 'CRITICAL';
  const down = ({ level, status }) => level === 'CRITICAL' || status === 'DISCONNECTED';
  if (!configured.some(alarming)) return 'HEALTHY';
  return configured.every(down) ? 'DOWN' : 'DEGRADED';
}

/** One decimal; never 100 while there are errors nor 0 while there are successes. */
function rate(success, error) {
  if (success + error === 0) return null;
  const rounded = Math.round((1000 * success) / (success + error)) / 10;
  return Math.max(success > 0 ? 0.1 : 0, Math.min(error > 0 ? 99.9 : 100, rounded));
}

function feed(rows) {
  const events = rows
    .filter(([id]) => id !== null)
    .map(([id, type, eventType, status, occurredAt, message, errorMessage, attempts]) => ({
      id,
      type: type.toUpperCase(),
      eventType,
      status: status.toUpperCase(),
      occurredAt: time(occurredAt),
      message,
      errorMessage,
      retryCount: attempts - 1,
    }));
  return { events };
}

function summary(rows) {
  const sum = (column) => rows.reduce((total, row) => total + Number(row[column]), 0);
  return { failedCount24h: sum(0), pendingRetries: sum(1), deadLetterQueueCount: sum(2) };
}

/** 2026-11-30 01:02:03.456+00 */
function time(text) {
  return text && `${text.slice(0, 10)}T${text.slice(11, -3)}Z`;
}
