// Depth `run`: the actions' run() in simulated workflows.
export type { Concurrency } from './concurrency.ts';
export { simulateWorkflows, type WorkflowOptions } from './simulate-workflows.ts';
