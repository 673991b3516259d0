/**
 * Finds functions that plan where a VIF is attached out of all ports of a node, without asking which of them carry one
 * already: the attachment that is there is overwritten.
 *
 * A function counts when its name says that it attaches, it takes `task.ports` or `task.portgroups` as they are, and neither
 * it nor what it calls asks for a VIF of a port.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, namesOf } from '../../src/ir/definitions.ts';
import type { Attribute, Instruction } from '../../src/ir/ir.ts';
import type { Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';

const attaching = /(?:^|_)attach(?:_|$)/;
const candidates = new Set(['ports', 'portgroups']);
/** Names and keys by which code asks whether a port is taken. */
const asking =
  /vif_port_id|vif_key|current_vif|get_vif|(?:^|_)free(?:_|$)|(?:^|_)(?:is|vif|has)_(?:\w+_)?attached/i;
/** Calls that are followed to see whether somebody asks. */
const askedDepth = 4;

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const planners = scope.filter((fn) => attaching.test(fn.ir.name) && fn.ir.kind === 'function');
  const findings = planners.flatMap((fn): FindingDraft[] => {
    const [first, ...others] = takenWhole(fn);
    if (first === undefined || asksForVifs(project, fn)) return [];
    return [
      {
        rule: rule.id,
        message: `\`${fn.ir.name}\` chooses among all ${first.name} of the node; one that carries a VIF already is not left out, so its attachment can be overwritten.`,
        place: placeOf(fn, first.span),
        related: others.map((one) => ({ place: placeOf(fn, one.span), message: 'here likewise' })),
      },
    ];
  });
  return { findings, evidence: [] };
}

/** `task.ports` as an argument of a call, or as what a loop goes through. */
function takenWhole({ ir }: ProjectFunction): readonly Attribute[] {
  return ir.blocks
    .flatMap(({ instructions }) => instructions)
    .filter(
      (one): one is Attribute =>
        one.op === 'attribute' && candidates.has(one.name) && namesOf(ir, one.object)[0] === 'task',
    );
}

function asksForVifs(project: Project, planner: ProjectFunction): boolean {
  const seen = new Set([planner]);
  let edge: readonly ProjectFunction[] = [planner];
  for (let depth = 0; depth < askedDepth && edge.length > 0; depth++) {
    if (edge.some(asksItself)) return true;
    edge = edge.flatMap((fn) => calleesOf(project, fn)).filter((fn) => !seen.has(fn) && seen.add(fn));
  }
  return edge.some(asksItself);
}

function calleesOf(project: Project, fn: ProjectFunction): readonly ProjectFunction[] {
  return project
    .callsOf(fn)
    .flatMap(({ targets }) => targets.flatMap((one) => (one.kind === 'function' ? [one.function] : [])));
}

function asksItself({ ir }: ProjectFunction): boolean {
  return ir.blocks.some(({ instructions }) => instructions.some((one) => asksBy(one)));

  function asksBy(one: Instruction): boolean {
    if (one.op === 'constant')
      return one.constant.kind === 'string' && /vif_port_id/.test(one.constant.value);
    if (one.op === 'attribute' || one.op === 'load-global') return asking.test(one.name);
    if (one.op !== 'call') return false;
    const callee = instructionOf(ir, one.callee);
    return callee !== undefined && 'name' in callee && asking.test(callee.name);
  }
}
