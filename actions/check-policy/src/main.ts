// Entry of the bundle, and of the worker threads that simulate: they are started with the bundle's own file.
import { runAction } from '@rampart/action-kit/main';
import { isRunWorker } from '@rampart/simulator/serve-runs';
import { contract } from './contract.ts';

if (isRunWorker()) await import('@rampart/simulator/worker');
else await runAction(contract, async (inputs, context) => (await import('./connect.ts')).connect(inputs, context, new URL(import.meta.url)));
