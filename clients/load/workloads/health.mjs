import { ask } from '../requests.mjs';

/** The health section alone. */
export default { name: 'health', requests: () => [ask('LoadHealth')], reads: 'health.sql', anew: true, budget: 500 };
