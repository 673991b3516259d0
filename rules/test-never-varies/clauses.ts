/** `except` clauses that nothing reaches because one before them has caught the class. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext } from '../../src/rules/contract.ts';
import { placeOf, shortName } from '../../src/rules/failure-trace.ts';
import { type Clause, clausesOf } from '../../src/rules/questions/handlers.ts';

export function shadowedClauses(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  const clauses = clausesOf(fn.ir);
  return clauses.flatMap((clause, index) => {
    const earlier = clauses.slice(0, index).filter(({ handler }) => handler === clause.handler);
    const caught = pathsOf(context, fn, clause);
    const before = earlier.flatMap((each) => pathsOf(context, fn, each) ?? []);
    if (caught === null || caught.length === 0 || before.length === 0) return [];
    const covering = caught.map((path) => before.find((each) => isAbove(context, path, each)));
    const [first] = covering;
    if (first === undefined || covering.includes(undefined)) return [];
    const message = `Nothing reaches this clause: \`except ${shortName(first)}\` before it has caught ${caught.map(shortName).join(', ')} already.`;
    return [{ rule: context.rule.id, message, place: placeOf(fn, clause.catches.span) }];
  });
}

function isAbove({ analyses }: RuleContext, path: string, ancestor: string): boolean {
  return path === ancestor || analyses.exceptions.isSubclass(path, ancestor);
}

/** The classes that the clause names; null when one of them does not resolve to exactly one. */
function pathsOf({ project }: RuleContext, fn: ProjectFunction, clause: Clause): readonly string[] | null {
  const { type } = clause.catches;
  if (type === null) return null;
  const written = instructionOf(fn.ir, type);
  const values: readonly ValueId[] =
    written?.op === 'build' ? written.elements.map(({ value }) => value) : [type];
  const paths = values.map((value) => {
    const [only, ...others] = project.typesOf(fn, value);
    if (only === undefined || others.length > 0) return null;
    if (only.kind === 'class') return only.class.path;
    return only.kind === 'external' ? only.path : null;
  });
  return paths.every((path) => path !== null) ? paths : null;
}
