import { ask } from '../requests.mjs';

/** What the page shows at once: 4 cards, 20 events of 8 fields, 3 counts. */
export default { name: 'dashboard', requests: () => [ask('LoadDashboard')], reads: 'dashboard.sql', peers: true };
