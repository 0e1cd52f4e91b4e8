// Traffic routers, deployers and smoke probes behind the router contract (docs/router-contract.md), and the serving side of it.
export { commandDeployer, commandRouter, httpDeployer, httpRouter } from './connect.ts';
export { answerRouterRequest, exitCodeOf, routerContractHandler, type ContractAnswer, type ServedRouter } from './router-contract/answer-request.ts';
export { jsonSmokeProbe, type SmokeProbeOptions } from './smoke-probe/json-smoke-probe.ts';
