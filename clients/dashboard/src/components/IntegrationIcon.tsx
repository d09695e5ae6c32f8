import type { IntegrationType } from '../api/types/graphql';
import { Icon, type IconName } from '../ui/icons';

const icons: Record<IntegrationType, IconName> = {
  COMARCH: 'sync',
  EDI: 'exchange',
  API_KEYS: 'key',
  WEBHOOKS: 'webhook',
  EXPORT: 'export',
  IMPORT: 'import',
};

export function IntegrationIcon({ type }: { type: IntegrationType }) {
  return <Icon name={icons[type]} />;
}
