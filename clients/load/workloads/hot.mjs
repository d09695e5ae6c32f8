import { ask } from '../requests.mjs';

/** The same dashboard while its organisation does not stand still: so many events a second. */
export default { name: 'hot', requests: () => [ask('LoadDashboard')], reads: 'dashboard.sql', changes: 100 };
