"""Writes gto-reference-states.json: random tag histories, and what the reference implementation makes of them.

    pip install gto==1.10.1 && python3 make-gto-reference-states.py > gto-reference-states.json

Histories keep to what gto itself would write: one version per commit, a version taken back where it is registered, a stage
assigned to registered versions only, no two tags in one second.
"""

import json
import os
import random
import subprocess
import tempfile

from gto.constants import VersionSort
from gto.registry import GitRegistry

HISTORIES = 60
COMMITS = 4
LONG_AGO = "1600000000 +0000"


def git(folder, *arguments, date=LONG_AGO):
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True, env={**os.environ, **who, **dates})
    return done.stdout.strip()


def random_history(chance):
    """Lines of (tag, index of its commit, seconds)."""
    versions, free = {}, ["v1.0.0", "v1.0.1", "v1.10.0", "v1.9.0", "v2.0.0-rc.1", "v2.0.0"]
    chance.shuffle(free)
    history, names, counter, seconds = [], set(), 0, 1_700_000_000
    for _ in range(chance.randint(6, 16)):
        act = chance.choice(["register"] * 2 + ["assign"] * 3 + ["unassign", "deregister", "again"] + ["deprecate"] * (chance.random() < 0.3))
        spare = [index for index in range(COMMITS) if index not in versions.values()]
        if act == "register" and spare and free:
            version, commit = free.pop(), chance.choice(spare)
            versions[version] = commit
            name = f"m@{version}"
        elif act == "deprecate":
            name, commit = "m@deprecated", chance.randrange(COMMITS)
        elif act != "register" and versions:
            version, commit = chance.choice(sorted(versions.items()))
            stage = chance.choice(["prod", "prod", "eu/x"])
            name = {"assign": f"m#{stage}", "unassign": f"m#{stage}!", "deregister": f"m@{version}!", "again": f"m@{version}"}[act]
        else:
            continue
        if chance.random() < 0.6 or name in names:
            counter += 1
            name = f"{name}#{counter}"
        seconds += chance.randint(1, 5)
        names.add(name)
        history.append((name, commit, seconds))
    return history


def reference_state(history):
    with tempfile.TemporaryDirectory() as folder:
        git(folder, "init", "--quiet")
        commits = []
        for index in range(COMMITS):
            git(folder, "commit", "--quiet", "--allow-empty", "--message", str(index))
            commits.append(git(folder, "rev-parse", "HEAD"))
        for name, commit, seconds in history:
            git(folder, "tag", "--annotate", name, "--message", "x", commits[commit], date=f"{seconds} +0000")
        with GitRegistry.from_url(folder) as registry:
            artifact = registry.get_state().find_artifact("m")
            stages = artifact.get_vstages(sort=VersionSort.Timestamp)
            return {
                "isDeprecated": not artifact.is_active,
                "versions": [version.version for version in artifact.get_versions()],
                "stages": {stage: found[0].version for stage, found in sorted(stages.items()) if found},
            }


def main():
    chance = random.Random(20261121)
    cases = []
    while len(cases) < HISTORIES:
        history = random_history(chance)
        if history:
            cases.append({"history": [f"{name} c{commit} {seconds}" for name, commit, seconds in history], "state": reference_state(history)})
    print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")


if __name__ == "__main__":
    main()
