// A runner that is told no secret: whatever an action says or hands on, secrets are taken out of it first.
import type { HideSecrets } from './hidden-secrets.ts';
import type { Runner } from './runner.ts';

export function secretiveRunner(runner: Runner, hide: HideSecrets): Runner {
  return {
    // How else would the runner know?
    mask: (secret) => runner.mask(secret),
    log: (text) => runner.log(hide(text)),
    annotate: (annotation) => {
      const { title, message, place } = annotation;
      runner.annotate({ ...annotation, title: hide(title), message: hide(message), place: place.kind === 'file' ? { ...place, file: hide(place.file) } : place });
    },
    setOutputs: (outputs) => runner.setOutputs(Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, hide(value)]))),
    writeSummary: (markdown) => runner.writeSummary(hide(markdown)),
  };
}
