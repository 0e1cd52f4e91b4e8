// Depth `tick`: simulated ports, and the engine over them.
export { crashPoints, type CrashReport } from './crash-points.ts';
export { simulateTicks } from './simulate-ticks.ts';
