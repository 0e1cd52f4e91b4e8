// The other side of the contract: puts any TrafficRouter and Deployer behind it. For proxies written in Node, and for fakes.
import type { Deployer, PortError, Result, TrafficRouter } from '@rampart/rollout-engine';
import { encodeReading } from './answer.ts';
import { decodeRequest, type RouterRequest } from './request.ts';

export interface ServedRouter {
  readonly router: TrafficRouter;
  readonly deployer: Deployer;
}

export interface ContractAnswer {
  /** The HTTP status; `exitCodeOf` gives the exit code of a program. */
  readonly status: number;
  readonly body: unknown;
}

/** Answers one request. Never throws for what a request says. */
export async function answerRouterRequest(served: ServedRouter, request: unknown): Promise<ContractAnswer> {
  const decoded = decodeRequest(request);
  if (decoded.kind === 'bad') return { status: 400, body: { error: decoded.why } };
  return perform(served, decoded.value);
}

/** A `Request -> Response` function. Who may ask is checked in front of it. */
export function routerContractHandler(served: ServedRouter): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'POST') return respond({ status: 405, body: { error: 'requests are sent with POST' } });
    let asked: unknown;
    try {
      asked = JSON.parse(await request.text());
    } catch {
      return respond({ status: 400, body: { error: 'the request is not JSON' } });
    }
    return respond(await answerRouterRequest(served, asked));
  };
}

function respond({ status, body }: ContractAnswer): Response {
  return Response.json(body, { status });
}

async function perform({ router, deployer }: ServedRouter, request: RouterRequest): Promise<ContractAnswer> {
  switch (request.op) {
    case 'read':
      return answered(await router.read(request.target), encodeReading);
    case 'set':
      return answered(await router.set(request.change), encodeReading);
    case 'settle':
      return answered(await router.settle(request.target, request.version), (settled) => settled);
    case 'place':
      return answered(await deployer.place(request.placement), (placed) => placed);
  }
}

function answered<T>(result: Result<T>, encode: (value: T) => unknown): ContractAnswer {
  return result.kind === 'ok' ? { status: 200, body: encode(result.value) } : { status: statusOf(result.error), body: { error: result.error.message } };
}

function statusOf(error: PortError): number {
  if (error.outcome === 'unknown') return 504;
  switch (error.code) {
    case 'conflict':
      return 409;
    case 'refused':
      return 422;
    case 'denied':
      return 403;
    case 'missing':
      return 404;
    case 'malformed':
      return 502;
    case 'unavailable':
      return 503;
  }
}

/** What a program that serves the contract ends with instead of an HTTP status. */
export function exitCodeOf(status: number): number {
  if (status === 200) return 0;
  if (status === 409) return 75;
  if (status === 401 || status === 403) return 77;
  if (status === 404) return 66;
  return status >= 400 && status < 500 && status !== 429 ? 65 : 69;
}
