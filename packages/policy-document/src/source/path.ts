// The way from the top of a document to a value, and how it is written for people: `plan[1].ramp.every`.

export type Path = readonly (string | number)[];

export function formatPath(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
