// A value as one word of a POSIX command line, for commands that people copy.

/** Plain where that is safe, else in single quotes. A leading dash is quoted too; the command has to take care not to read it as an option. */
export function shellWord(value: string): string {
  return /^[A-Za-z0-9_./:=@%+,][A-Za-z0-9_./:=@%+,-]*$/u.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
