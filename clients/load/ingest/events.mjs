// Batches of CloudEvents around recorded payloads, encoded once: only the ids change from one request
// to the next, in place.

import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const RECORDED = 'src/test/resources/recorded';

/** With a median of 1 KB: what ERP systems, EDI partners, payments and shops send. */
const FOLDERS = ['webhooks/stripe', 'webhooks/shopify', 'edi', 'erp'];

const TYPES = ['comarch.sync', 'edi.message', 'webhook.delivery', 'export.run', 'import.run'];
const CONTENT = { '.json': 'application/json', '.xml': 'application/xml', '.edi': 'application/edi' };
const ID = '################';

let count = 0;

/** Requests without end: {@code next()} is the bytes of another batch that nobody sent before. */
export class Batches {
  #requests;
  #turn = 0;

  /** @param keys one for each organisation; they take turns */
  constructor({ repository, keys, size }) {
    const events = load(join(repository, RECORDED)).map(event);
    this.#requests = keys.flatMap((key) => slices(events, size).map((batch) => request(key, batch)));
    this.size = size;
    this.bytes = mean(this.#requests.map(({ bytes }) => bytes.length));
  }

  next() {
    const { bytes, places } = this.#requests[this.#turn++ % this.#requests.length];
    for (const place of places) bytes.write(String(count++).padStart(ID.length, '0'), place, 'latin1');
    return Buffer.from(bytes);
  }
}

function load(folder) {
  return FOLDERS.flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && CONTENT[extname(file.name)])
      .map((file) => ({ name: file.name, body: readFileSync(join(file.parentPath, file.name), 'utf8') })),
  );
}

function event({ name, body }, number) {
  const failed = number % 20 === 7;
  return JSON.stringify({
    specversion: '1.0',
    id: ID,
    source: '/load/ingest',
    type: TYPES[number % TYPES.length],
    subject: name,
    outcome: failed ? 'error' : 'success',
    ...(failed && { errormessage: 'The partner answered 503 Service Unavailable', httpstatus: 503 }),
    durationms: 10 + number,
    datacontenttype: CONTENT[extname(name)],
    data: body,
  });
}

/** As many different batches as it takes to send each payload. */
function slices(events, size) {
  const count = Math.ceil(events.length / size);
  return Array.from({ length: count }, (_, n) => Array.from({ length: size }, (_, i) => events[(n * size + i) % events.length]));
}

function request(key, batch) {
  const body = `[${batch.join(',')}]`;
  const head = [
    'POST /api/integrations/events HTTP/1.1',
    'host: 127.0.0.1',
    `authorization: Bearer ${key}`,
    'content-type: application/cloudevents-batch+json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  const places = [];
  for (let at = bytes.indexOf(ID); at >= 0; at = bytes.indexOf(ID, at + ID.length)) places.push(at);
  return { bytes, places };
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
