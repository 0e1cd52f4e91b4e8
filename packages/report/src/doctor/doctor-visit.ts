// What a doctor's visit found, as far as it is shown.

export interface DoctorVisit {
  readonly target: string;
  readonly examined: readonly DoctorArea[];
}

export interface DoctorArea {
  readonly area: string;
  /** What was read there. */
  readonly saw: readonly string[];
  readonly findings: readonly DoctorFinding[];
}

export interface DoctorFinding {
  readonly code: string;
  readonly gravity: 'mend' | 'mind';
  readonly about: string;
  readonly seen: string;
  readonly why: string;
  readonly fix: { readonly text: string; readonly paste: readonly string[] };
}

export function findingsOf({ examined }: DoctorVisit, gravity: DoctorFinding['gravity']): readonly DoctorFinding[] {
  return examined.flatMap(({ findings }) => findings.filter((finding) => finding.gravity === gravity));
}
