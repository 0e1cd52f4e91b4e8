// Requests of one operation that wait before they reach the router: for moments that no clock can hit.
import type { Handler } from '../fakes/serve-handler.ts';

export interface HeldRequests {
  /** For `interceptRouter`. */
  readonly intercept: (request: Request, next: Handler) => Promise<Response>;
  /** Resolves when so many of them are waiting. */
  readonly arrived: Promise<void>;
  /** Lets them through, and all that come after. */
  release(): void;
}

/** `operation`: `read`, `place`, `set` or `settle`. */
export function holdRequests(operation: string, arrivals = 1): HeldRequests {
  const arrived = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  let waiting = 0;
  return {
    arrived: arrived.promise,
    release: () => released.resolve(undefined),
    intercept: async (request, next) => {
      if ((await request.clone().text()).includes(`"op":"${operation}"`)) {
        waiting += 1;
        if (waiting === arrivals) arrived.resolve(undefined);
        await released.promise;
      }
      return next(request);
    },
  };
}
