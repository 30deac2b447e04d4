"""Nothing goes out that should not: what was written is examined while it is at hand, and what leads to files that are
gone once more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from generator.diagnostics import Finding, Place
from generator.pipeline.build_ledger import TaskEntry
from generator.pipeline.context import BuildContext
from generator.pipeline.failures import FAILED, raise_if_failed
from generator.pipeline.options import BuildFailed
from generator.pipeline.publishing import Staging
from generator.pipeline.task_runner import RenderContext
from generator.publish import checks
from generator.store import FileEntry


def validate(
    context: BuildContext,
    around: RenderContext,
    manifest: Mapping[str, FileEntry],
    made: Mapping[str, tuple[TaskEntry, set[str]]],
    staging: Staging,
) -> None:
    """Raises `HomesFailed` where only pages of homes are concerned, else `BuildFailed`."""
    known = context.known.tasks
    published, suspects = manifest.keys(), staging.wrong & manifest.keys()
    for entry, links in made.values():
        if not links <= published:
            suspects.update(entry.paths)
    for name in context.known.leading_to(staging.before.keys() - manifest.keys()):
        if name in known and name not in made:
            suspects.update(path for path in known[name].paths if path in manifest)
    if not suspects:
        return
    problems = checks.validate(
        staging.open().root, suspects, published, around.base, context.executor.map, around.allowed
    )
    if any(finding.home not in context.snapshot.homes for finding in problems):
        told = "\n".join(map(str, problems[:20]))
        raise BuildFailed(f"生成的网站有 {len(problems)} 处问题，没有发布，旧网站原样不动：\n{told}")
    raise_if_failed({finding.home: _unfit(finding) for finding in reversed(problems)})


def _unfit(problem: Finding) -> Finding:
    """What is said of a home one of whose pages should not go out."""
    message = f"它的页面 /{problem.place.path.removesuffix('index.html')} 不能发布：{problem.message}"
    return dataclasses.replace(problem, message=message, place=Place(f"homes/{problem.home}"), rule=FAILED)
