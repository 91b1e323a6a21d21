import { defaultShouldDehydrateQuery, QueryClient } from '@tanstack/react-query';
import superjson from 'superjson';

/** The same client settings on the server and in the browser; pending queries are sent along and stream in. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // A server has nobody to ask again: what it could not read is the browser's to ask for.
      queries: { staleTime: 15_000, retry: typeof window === 'undefined' ? 0 : 1 },
      dehydrate: {
        serializeData: superjson.serialize,
        // React sends no more than a digest of an error to the browser; redacted here, the log could not name it either.
        shouldRedactErrors: () => false,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}
