/**
 * Finds updates of a network port that bind it and, in the same body, set fields that belong to the port's owner.
 *
 * Worked example: `client.update_port(vif, {'port': {'binding:host_id': node, 'device_owner': 'baremetal:none'}})` takes the
 * port away from the compute service, which finds its ports by owner and device.
 *
 * A function that creates the port is its owner and may set what it likes.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { callsIn, instructionOf, instructionsWith } from '../../src/ir/definitions.ts';
import type { Build, Call, ConstantInstruction, IrFunction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calledName, madeOf } from '../../src/rules/questions/made-from.ts';

/** Who uses the port. Bringing it up is part of binding it: a bare-metal port that stays down carries nothing. */
const ofTheOwner = new Set(['device_owner', 'device_id']);
const binding = /^binding[:_]/;
const updating = /^update_(?:\w+_)?port$/;
const creating = /^create_(?:\w+_)?ports?$/;

interface NamedField {
  readonly name: string;
  readonly key: ConstantInstruction;
}

export function check({ scope, rule }: RuleContext): RuleResult {
  return { findings: scope.flatMap((fn) => draftsFor(rule.id, fn)), evidence: [] };
}

function draftsFor(rule: string, fn: ProjectFunction): readonly FindingDraft[] {
  const bodies = bindingBodies(fn.ir);
  if (bodies.length === 0) return [];
  const calls = callsIn(fn.ir);
  if (calls.some((call) => creating.test(calledName(fn.ir, call)))) return [];
  const updates = calls.filter((call) => updating.test(calledName(fn.ir, call)));
  return bodies.flatMap(({ build, owned }) => {
    const values = new Set(madeOf(fn.ir, build.result));
    const update = updates.find((call) => call.arguments.some((one) => values.has(one.value)));
    return update === undefined ? [] : [draft(rule, { fn, owned, update })];
  });
}

/** Dictionaries that hold a field of the binding and one of the owner's. */
function bindingBodies(fn: IrFunction) {
  return instructionsWith(fn, 'build').flatMap(({ instruction: build }) => {
    if (build.kind !== 'dict') return [];
    const fields = fieldsOf(fn, build);
    const owned = fields.filter(({ name }) => ofTheOwner.has(name));
    return owned.length > 0 && fields.some(({ name }) => binding.test(name)) ? [{ build, owned }] : [];
  });
}

function fieldsOf(fn: IrFunction, { elements }: Build): readonly NamedField[] {
  return elements.flatMap(({ key }) => {
    const constant = key === null ? undefined : instructionOf(fn, key);
    if (constant?.op !== 'constant' || constant.constant.kind !== 'string') return [];
    return [{ name: constant.constant.value, key: constant }];
  });
}

function draft(
  rule: string,
  what: { readonly fn: ProjectFunction; readonly owned: readonly NamedField[]; readonly update: Call },
): FindingDraft {
  const { fn, owned, update } = what;
  const [first] = owned;
  if (first === undefined) throw new Error('a body that is reported has a field of the owner');
  const names = owned.map(({ name }) => `\`${name}\``).join(', ');
  return {
    rule,
    message: `Binding a port that \`${fn.ir.name}\` did not create also overwrites ${names}: that belongs to the tenant or the compute service, which no longer finds the port or has it switched on against its will.`,
    place: placeOf(fn, first.key.span),
    related: [{ place: placeOf(fn, update.span), message: 'the port is updated here' }],
  };
}
