import { ask } from '../requests.mjs';

/** The same dashboard when everything must be read and made anew. */
export default { name: 'fresh', requests: () => [ask('LoadFresh')], reads: 'dashboard.sql', anew: true };
