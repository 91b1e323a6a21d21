import { serviceWorker } from '@/server/rest/service-worker';

export const dynamic = 'force-dynamic';

export const GET = () => serviceWorker();
