// Loads GitHub's own workflow parser. Its files import their JSON schemas without an import attribute, which node refuses for ES
// modules ("needs an import attribute of type: json"). While the package is imported, and only then, a loader hook hands node those
// two JSON files as modules. Nothing of the package is changed, and the hook is gone when the import is done.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface WorkflowParserModule {
  readonly workflow: typeof import('@actions/workflow-parser');
  readonly action: typeof import('@actions/workflow-parser/actions/index');
}

/** The parser's functions for workflow files and for action.yml files. Later calls get what the first one loaded. */
export async function loadWorkflowParser(): Promise<WorkflowParserModule> {
  const hooks = registerHooks({
    load: (url, context, nextLoad) =>
      isSchemaOfTheParser(url)
        ? { format: 'module', shortCircuit: true, source: `export default ${readFileSync(fileURLToPath(url), 'utf8')};` }
        : nextLoad(url, context),
  });
  try {
    const workflow = await import('@actions/workflow-parser');
    const action = await import('@actions/workflow-parser/actions/index');
    return { workflow, action };
  } finally {
    hooks.deregister();
  }
}

function isSchemaOfTheParser(url: string): boolean {
  return url.startsWith('file:') && url.endsWith('.min.json') && url.includes('/@actions/workflow-parser/');
}
