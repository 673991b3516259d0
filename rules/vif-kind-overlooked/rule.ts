/**
 * Finds hand-written lists of the keys under which a port keeps its VIFs (`cleaning_vif_port_id`, …) that lack a key which
 * other code of the tree writes.
 *
 * Worked example: the network interface writes `servicing_vif_port_id`; `get_attached_vif` asks for cleaning, provisioning
 * and rescuing: a port in use for servicing counts as free.
 *
 * Terms: a **kind** is the first word of such a key. A function **lists** kinds when it names at least two of them to read,
 * find or remove them. The tenant's VIF is no member: it is often asked for by a function of its own.
 */
import type { FindingDraft, Step } from '../../src/findings/finding.ts';
import { usesOf } from '../../src/ir/definitions.ts';
import type { ConstantInstruction, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';

const keyOfVif = /^([a-z]+)_vif_port_id$/;
const fewestListed = 2;

interface NamedKind {
  readonly kind: string;
  readonly constant: ConstantInstruction;
}

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const written = writtenKinds(project.functions);
  if (written.size === 0) return { findings: [], evidence: [] };
  return { findings: scope.flatMap((fn) => draftFor(rule.id, fn, written)), evidence: [] };
}

/** Each kind that some function writes, with the first place. */
function writtenKinds(functions: readonly ProjectFunction[]): ReadonlyMap<string, Step> {
  const written = new Map<string, Step>();
  for (const fn of functions) {
    for (const { kind, constant } of namedKinds(fn.ir)) {
      if (written.has(kind) || !isWritten(fn.ir, constant.result)) continue;
      written.set(kind, {
        place: placeOf(fn, constant.span),
        message: `the VIF for ${kind} is written here`,
      });
    }
  }
  return written;
}

function namedKinds(fn: IrFunction): readonly NamedKind[] {
  const found: NamedKind[] = [];
  for (const { instructions } of fn.blocks) {
    for (const one of instructions) {
      if (one.op !== 'constant' || one.constant.kind !== 'string') continue;
      const kind = keyOfVif.exec(one.constant.value)?.[1];
      if (kind !== undefined && kind !== 'tenant') found.push({ kind, constant: one });
    }
  }
  return found;
}

/** `info[key] = …` or `{key: …}`. */
function isWritten(fn: IrFunction, key: ValueId): boolean {
  return usesOf(fn, key).some((use) => {
    if (use.kind !== 'instruction') return false;
    const { instruction } = use;
    if (instruction.op === 'store-item') return instruction.index === key;
    return (
      instruction.op === 'build' && instruction.elements.some((one) => one.key === key && one.value !== key)
    );
  });
}

function draftFor(
  rule: string,
  fn: ProjectFunction,
  written: ReadonlyMap<string, Step>,
): readonly FindingDraft[] {
  const listed = namedKinds(fn.ir).filter(({ constant }) => !isWritten(fn.ir, constant.result));
  const kinds = new Set(listed.map(({ kind }) => kind));
  const last = listed.at(-1);
  if (kinds.size < fewestListed || last === undefined) return [];
  const known = new Set(namedKinds(fn.ir).map(({ kind }) => kind));
  const missing = [...written.keys()].filter((kind) => !known.has(kind)).sort();
  if (missing.length === 0) return [];
  return [
    {
      rule,
      message: `${[...kinds].sort().join(', ')} VIFs are looked for, ${missing.join(' and ')} is not: a port in use for that counts as free.`,
      place: placeOf(fn, last.constant.span),
      related: missing.flatMap((kind) => written.get(kind) ?? []),
    },
  ];
}
