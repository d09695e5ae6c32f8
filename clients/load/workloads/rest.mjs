import { get } from '../requests.mjs';

/** The dashboard as a legacy tool asks for it, in the old JSON. */
export default { name: 'rest', requests: () => [get('/api/integrations/dashboard', modern)], reads: 'rest.sql' };

function modern({ health_status: cards, recent_activity: events, error_summary: errors }) {
  const card = ({ success_count_24h: successCount24h, error_count_24h: errorCount24h }) => ({ successCount24h, errorCount24h });
  return {
    healthStatus: Object.fromEntries(Object.entries(cards).map(([type, fields]) => [type, card(fields)])),
    recentActivity: { events },
    errorSummary: {
      failedCount24h: errors.failed_count_24h,
      pendingRetries: errors.pending_retries,
      deadLetterQueueCount: errors.dead_letter_queue_count,
    },
  };
}
