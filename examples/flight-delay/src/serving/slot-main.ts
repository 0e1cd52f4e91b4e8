// A slot as a process of its own.
import { runAsChild } from '../process/run-as-child.ts';
import { startSlot } from './slot.ts';

runAsChild(async () => {
  const slot = await startSlot();
  return { started: { url: slot.url }, report: () => ({}), stop: () => slot.close() };
});
