// Entry of the bundle.
import { runAction } from '@rampart/action-kit/main';
import { contract } from './contract.ts';

await runAction(contract, async (inputs, context) => (await import('./connect.ts')).connect(inputs, context));
