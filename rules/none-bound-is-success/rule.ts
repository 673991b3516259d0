/**
 * Finds methods of network interfaces that bind the tenant's ports, pass over those without a VIF one by one, and report
 * success also when they have passed over all of them: the machine is then handed out without a network, or on the one it had.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { edgesFrom } from '../../src/ir/edges.ts';
import type { Block, BlockId, Branch, IrFunction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { dominatorsIn } from '../../src/rules/questions/handlers.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

const networkInterface = 'ironic.drivers.base.NetworkInterface';
/** Methods that are there to bind what the tenant has attached. */
const configuring = /^configure_tenant_networks$|^_?bind_\w*ports?$/;
const binding = /^(?:update|bind|plug|configure|attach)_/;

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const methods = scope.filter(
    (fn) =>
      configuring.test(fn.ir.name) &&
      fn.class !== null &&
      fn.class.path !== networkInterface &&
      project.isSubclass(fn.class.path, networkInterface),
  );
  return { findings: methods.flatMap((fn) => draftsFor(rule.id, fn)), evidence: [] };
}

function draftsFor(rule: string, fn: ProjectFunction): readonly FindingDraft[] {
  return fn.ir.blocks.flatMap((header): FindingDraft[] => {
    if (header.terminator.op !== 'branch' || header.terminator.origin !== 'for') return [];
    const loop = header.terminator;
    const skip = skippingBranch(fn.ir, header.id, loop);
    if (skip === null || isJudgedAfter(fn.ir, header.id, loop)) return [];
    return [
      {
        rule,
        message: `\`${fn.ir.name}\` passes over what has no VIF here, and returns as if all were well when that was everything: the machine is handed out without the tenant's network.`,
        place: placeOf(fn, skip.span),
        related: [
          { place: placeOf(fn, loop.span), message: 'nothing behind the loop asks whether a port was bound' },
        ],
      },
    ];
  });
}

/** A branch of the loop's body from which one way binds and the other goes on with the next element. */
function skippingBranch(fn: IrFunction, header: BlockId, loop: Branch): Branch | null {
  const tree = dominatorsIn(fn);
  const body = fn.blocks.filter((block) => tree.dominates(loop.then, block.id));
  if (!body.some((block) => binds(fn, block))) return null;
  for (const { terminator } of body) {
    if (terminator.op !== 'branch' || terminator.origin !== 'if') continue;
    const ways = [terminator.then, terminator.otherwise].map((way) => reachesUnbound(fn, way, header));
    if (ways[0] !== ways[1] && ways.includes('only-skips')) return terminator;
  }
  return null;
}

/** Whether every way from the block comes back to the header without binding. */
function reachesUnbound(fn: IrFunction, from: BlockId, header: BlockId): 'only-skips' | 'may-bind' {
  const seen = new Set([from]);
  for (const id of seen) {
    const block = fn.blocks[id];
    if (block === undefined || id === header) continue;
    if (binds(fn, block) || block.terminator.op === 'raise' || block.terminator.op === 'return')
      return 'may-bind';
    for (const edge of edgesFrom(block)) if (edge.kind === 'normal') seen.add(edge.to);
  }
  return 'only-skips';
}

function binds(fn: IrFunction, block: Block): boolean {
  return block.instructions.some((one) => one.op === 'call' && binding.test(calledName(fn, one)));
}

/** Something behind the loop raises, or branches. */
function isJudgedAfter(fn: IrFunction, header: BlockId, loop: Branch): boolean {
  const seen = new Set([loop.otherwise]);
  for (const id of seen) {
    const block = fn.blocks[id];
    if (block === undefined || id === header) continue;
    const { op } = block.terminator;
    if (op === 'branch' || (op === 'raise' && !block.terminator.implicit)) return true;
    for (const edge of edgesFrom(block)) if (edge.kind === 'normal') seen.add(edge.to);
  }
  return false;
}
