// The TrafficRouter and Deployer ports over any exchange that speaks the router contract.
import type { Exchange } from '@rampart/json-exchange';
import { failed, type Deployer, type PortError, type Result, type TrafficRouter } from '@rampart/rollout-engine';
import { decodePlacement, decodeReading, decodeSettled, type AnswerDecoded } from './answer.ts';
import { encodeRequest, type RouterRequest } from './request.ts';

export function routerOver(exchange: Exchange): TrafficRouter {
  return {
    read: (target) => ask(exchange, 'router', { op: 'read', target }, (value) => decodeReading(value, target)),
    set: (change) => ask(exchange, 'router', { op: 'set', change }, (value) => decodeReading(value, change.target)),
    settle: (target, version) => ask(exchange, 'router', { op: 'settle', target, version }, decodeSettled),
  };
}

export function deployerOver(exchange: Exchange): Deployer {
  return {
    place: (placement) => ask(exchange, 'deployer', { op: 'place', placement }, (value) => decodePlacement(value, placement.slot)),
  };
}

async function ask<T>(exchange: Exchange, port: PortError['port'], request: RouterRequest, decodeAnswer: (value: unknown) => AnswerDecoded<T>): Promise<Result<T>> {
  const isRead = request.op === 'read' || request.op === 'settle';
  const exchanged = await exchange(encodeRequest(request));
  if (exchanged.kind === 'failed') {
    const { code, retryable, cause } = exchanged;
    const message = `The ${port} was asked to ${request.op}: ${exchanged.message}.`;
    return failed({ port, code, message, retryable, outcome: isRead ? 'not-done' : exchanged.outcome, cause });
  }
  const decoded = decodeAnswer(exchanged.value);
  if (decoded.kind === 'ok') return { kind: 'ok', value: decoded.value };
  const message = `The ${port} was asked to ${request.op} and its answer is not of the agreed form (docs/router-contract.md): ${decoded.why}.`;
  return failed({ port, code: 'malformed', message, retryable: false, outcome: isRead ? 'not-done' : 'unknown' });
}
