import { lazy } from 'react';

// One chunk for each page: who looks at the dashboard does not load the logs.
export const Login = lazy(() => import('../pages/LoginPage'));
export const Home = lazy(() => import('../pages/HomePage'));
export const Dashboard = lazy(() => import('../pages/DashboardPage'));
export const Logs = lazy(() => import('../pages/LogsPage'));
export const Event = lazy(() => import('../pages/EventPage'));
export const Integration = lazy(() => import('../pages/IntegrationPage'));
export const ErrorQueue = lazy(() => import('../pages/ErrorQueuePage'));
export const Portal = lazy(() => import('../pages/PortalPage'));
