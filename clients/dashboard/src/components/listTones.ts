import type {
  Acknowledgement,
  ApiKeyState,
  DeadLetterState,
  DeliveryState,
  IncidentState,
  IntegrationState,
  SyncRunState,
  WebhookState,
} from '../api/types/graphql';
import type { Tone } from './tone';

type States = Acknowledgement | ApiKeyState | DeadLetterState | DeliveryState | IncidentState | IntegrationState | SyncRunState | WebhookState;

/** How urgently somebody should look at a thing in this state. */
export const tones: Record<States, Tone> = {
  READY: 'ok',
  DISABLED: 'neutral',
  CREDENTIAL_EXPIRED: 'critical',
  CREDENTIAL_REVOKED: 'critical',

  RUNNING: 'neutral',
  SUCCEEDED: 'ok',
  PARTIAL: 'warning',
  FAILED: 'critical',

  NONE: 'neutral',
  PENDING: 'neutral',
  OVERDUE: 'warning',
  ACCEPTED: 'ok',
  ACCEPTED_WITH_ERRORS: 'warning',
  REJECTED: 'critical',

  ACTIVE: 'ok',
  EXPIRED: 'warning',
  REVOKED: 'neutral',
  FAILING: 'warning',

  SENDING: 'neutral',
  DELIVERED: 'ok',
  RETRYING: 'warning',
  DEAD: 'critical',
  CANCELLED: 'neutral',

  OPEN: 'critical',
  ACKNOWLEDGED: 'warning',
  RESOLVED: 'ok',

  REQUEUED: 'neutral',
  DISCARDED: 'neutral',
};
