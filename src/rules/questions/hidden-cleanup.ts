/**
 * Calls that clean up after a failure and whose own failure nobody sees: in the body of an `except` clause or beside it,
 * guarded by a broad clause that does not raise again.
 *
 * Worked example: `except Exception: try: clean_up(node) except Exception: LOG.exception('clean up failed')`.
 */
import { soundsReleasing } from '../../analyses/obligations/vocabulary.ts';
import type { CallSite } from '../../project/project.ts';
import { bodyRaises, clausesOf, isBroad } from './handlers.ts';
import { calledName } from './made-from.ts';

export function isHiddenCleanup({ caller, call, block }: CallSite): boolean {
  if (!soundsReleasing(calledName(caller.ir, call))) return false;
  const clauses = clausesOf(caller.ir);
  const hides = clauses.some(
    (clause) =>
      isBroad(clause) && !bodyRaises(clause) && clause.guarded.some((guarded) => guarded.id === block),
  );
  return hides && clauses.some((clause) => clause.body.some((inside) => inside.id === block));
}
