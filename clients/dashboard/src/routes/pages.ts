import { lazy } from 'react';

// One chunk for each page: who looks at the dashboard does not load the logs.
export const Login = lazy(() => import('../pages/LoginPage'));
export const Home = lazy(() => import('../pages/HomePage'));
export const Dashboard = lazy(() => import('../pages/DashboardPage'));
export const Logs = lazy(() => import('../pages/LogsPage'));
export const Event = lazy(() => import('../pages/EventPage'));
export const Runs = lazy(() => import('../pages/RunsPage'));
export const Edi = lazy(() => import('../pages/EdiPage'));
export const ApiKeys = lazy(() => import('../pages/ApiKeysPage'));
export const Webhooks = lazy(() => import('../pages/WebhooksPage'));
export const Webhook = lazy(() => import('../pages/WebhookPage'));
export const ErrorQueue = lazy(() => import('../pages/ErrorQueuePage'));
export const Portal = lazy(() => import('../pages/PortalPage'));
