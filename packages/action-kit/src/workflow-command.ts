// Lines that the runner takes as commands, written exactly as @actions/core writes them (a test compares). Own, because core brings an HTTP
// client along: loading it takes twice as long as starting Node, and a mistake in an input needs none of it.

/** `::error title=RMP201,file=a.yaml,line=3::message`. Whatever the texts contain, they stay inside this one line. Empty properties are left out. */
export function workflowCommand(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const pairs = Object.entries(properties).filter(([, value]) => value !== '');
  const head = pairs.map(([key, value]) => `${key}=${escapeProperty(value)}`).join(',');
  return `::${name}${head === '' ? '' : ` ${head}`}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
