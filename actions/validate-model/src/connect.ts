// Binds the action to the real world: clock, workspace, tool cache and the ONNX runtime.
import type { ActionContext, ActionResult, InputsOf } from '@rampart/action-kit';
import { onnxRuntime } from '@rampart/model-validation';
import type { contract } from './contract.ts';
import { obtainArtifact } from './obtain-artifact.ts';
import { run } from './run.ts';
import { workspaceFiles } from './workspace-files.ts';

export function connect(inputs: InputsOf<typeof contract>, { env, signal, log }: ActionContext): Promise<ActionResult<typeof contract>> {
  const temporary = env['RUNNER_TEMP'] ?? '';
  const files = workspaceFiles({ workspace: env['GITHUB_WORKSPACE'] || process.cwd(), temporary: temporary === '' ? { kind: 'none' } : { kind: 'folder', path: temporary } });
  return run(inputs, {
    ...files,
    nowMs: () => Date.now(),
    obtainArtifact: (order) => obtainArtifact(order, files, signal),
    runtime: onnxRuntime(),
    log,
  });
}
