import { ask } from '../requests.mjs';

/** The activity section alone. */
export default { name: 'activity', requests: () => [ask('LoadActivity')], reads: 'activity.sql', budget: 800 };
