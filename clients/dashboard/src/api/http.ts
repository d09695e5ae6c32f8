import type { Failure } from './failure';

/** The proof that a request comes from our own page; the gateway compares cookie and header. */
export function csrfHeader(): Record<string, string> {
  const token = /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1];
  return token ? { 'X-XSRF-TOKEN': decodeURIComponent(token) } : {};
}

export function failureOf(response: Response | undefined): Failure {
  if (!response) return { kind: 'unreachable' };
  switch (response.status) {
    case 401:
      return { kind: 'signedOut' };
    case 403:
      return { kind: 'denied' };
    case 429:
    case 503:
      return { kind: 'busy', retryAfterSeconds: Number(response.headers.get('Retry-After') ?? 5) };
    default:
      return { kind: 'broken', message: `HTTP ${response.status}` };
  }
}
