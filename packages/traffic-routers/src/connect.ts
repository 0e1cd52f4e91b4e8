// Routers and deployers that people put behind the router contract: at an address, or as a program.
import { commandExchange, httpExchange, type CommandExchangeOptions, type HttpExchangeOptions } from '@rampart/json-exchange';
import type { Deployer, TrafficRouter } from '@rampart/rollout-engine';
import { deployerOver, routerOver } from './router-contract/router-over.ts';

export function httpRouter(options: HttpExchangeOptions): TrafficRouter {
  return routerOver(httpExchange(options));
}

export function httpDeployer(options: HttpExchangeOptions): Deployer {
  return deployerOver(httpExchange(options));
}

export function commandRouter(options: CommandExchangeOptions): TrafficRouter {
  return routerOver(commandExchange(options));
}

export function commandDeployer(options: CommandExchangeOptions): Deployer {
  return deployerOver(commandExchange(options));
}
