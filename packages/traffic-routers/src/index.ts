// Traffic routers and deployers behind the router contract (docs/router-contract.md), and the serving side of it.
export { commandDeployer, commandRouter, httpDeployer, httpRouter } from './connect.ts';
export { answerRouterRequest, exitCodeOf, routerContractHandler, type ContractAnswer, type ServedRouter } from './router-contract/answer-request.ts';
