// The regular expressions of the reference implementation (gto 1.10.1, gto/constants.py, Apache-2.0), as oracles: `(?P<x>` is
// written `(?<x>` here, and \d stands for ASCII digits, which is what semantic versions have.

const dirname = '[a-zA-Z0-9-_./]+';
const name = '[a-zA-Z0-9]([a-zA-Z0-9-/_]*[a-zA-Z0-9])?';
const semver =
  '(?<major>0|[1-9]\\d*)\\.(?<minor>0|[1-9]\\d*)\\.(?<patch>0|[1-9]\\d*)(?:-(?<prerelease>(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\\+(?<buildmetadata>[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?';
const fullnameInTag = `(?<dirname>${dirname}=)?(?<name>${name})`;

export const SEMVER_ORACLE = new RegExp(`^${semver}$`);
export const FULL_NAME_ORACLE = new RegExp(`^(?<dirname>${dirname}:)?(?<name>${name})$`);
export const STAGE_ORACLE = new RegExp(`^${name}$`);
export const TAG_ORACLE = new RegExp(
  `^(?<artifact>${fullnameInTag})(((#(?<stage>${name})|@(?<version>v${semver}))(?<cancel>!?))|@((?<deprecated>deprecated)|(?<created>created)))(#(?<counter>[0-9]+))?$`,
);
