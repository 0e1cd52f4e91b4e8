// The network of a test. Handlers answer the HTTP requests of this process, whoever sends them: global fetch, undici, node:http, and
// @actions/http-client with the tool cache. No HTTP request gets out. The only file that knows the experimental part of msw.
import { RequestController, type HttpRequestEvent } from '@mswjs/interceptors';
import { HttpRequestInterceptor } from '@mswjs/interceptors/http';
import type { RequestHandler } from 'msw';
import { defineNetwork, InterceptorSource } from 'msw/experimental';

export interface MockNetwork {
  /**
   * From here on HTTP requests are answered by handlers or fail, those to loopback too. Throws when it is enabled already. Other protocols
   * are not touched, nor is what child processes send.
   */
  enable(): void;
  /** Adds handlers until `disable`. The newest is asked first. */
  use(...handlers: readonly RequestHandler[]): void;
  /** What was asked since `enable`, answered or not, in order: `GET https://models.example/fraud.onnx`. */
  requests(): readonly string[];
  /** Gives the real network back; the added handlers are forgotten. */
  disable(): void;
}

export function mockNetwork(...handlers: readonly RequestHandler[]): MockNetwork {
  const interceptor = new HttpRequestInterceptor();
  const network = defineNetwork({
    sources: [new InterceptorSource({ interceptors: [interceptor] })],
    handlers: [...handlers],
    onUnhandledFrame: 'error',
    context: { quiet: true },
  });
  let requests: string[] = [];
  network.events.on('request:start', ({ request }: { readonly request: Request }) => {
    if (request.method !== TUNNEL) requests.push(asked(request));
  });
  return {
    enable: () => {
      requests = [];
      network.enable();
      // Listeners are called one after the other: this one comes when msw has made up its mind.
      interceptor.on('request', letNothingOut);
    },
    use: (...more) => network.use(...more),
    requests: () => [...requests],
    disable: () => {
      network.disable();
      network.resetHandlers();
    },
  };
}

const TUNNEL = 'CONNECT';

/**
 * msw refuses what no handler matches, and prints it, but lets some out in spite of `onUnhandledFrame: 'error'`: requests for what it takes for assets (.json, .txt, .zip, .gz
 * and others), those whose handler answers nothing, and those that ask a proxy for a tunnel.
 */
function letNothingOut({ controller, request }: HttpRequestEvent): void {
  if (controller.readyState !== RequestController.PENDING) return;
  // Granted in place of the proxy that this machine's environment names, so that what is sent through it meets the handlers as well.
  if (request.method === TUNNEL) controller.respondWith(new Response());
  else controller.errorWith(new Error(`no handler of the mock network answers ${asked(request)}. Pass one to mockNetwork() or use()`));
}

function asked(request: Request): string {
  return `${request.method} ${request.url}`;
}
