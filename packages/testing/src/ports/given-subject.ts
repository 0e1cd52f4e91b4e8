// Every test of a contract suite gets a subject of its own, closed after it.
export interface Closable {
  readonly close?: () => Promise<void>;
}

export type SubjectTest<Subject> = (subject: Subject) => Promise<void>;

export function givenSubject<Subject extends Closable>(makeSubject: () => Subject | Promise<Subject>): (test: SubjectTest<Subject>) => () => Promise<void> {
  return (test) => async () => {
    const subject = await makeSubject();
    try {
      await test(subject);
    } finally {
      await subject.close?.();
    }
  };
}
