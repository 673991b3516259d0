/**
 * Finds network interfaces that bind ports at the network service in one method while the method that should take it back does
 * nothing: the port stays bound to the machine, with its address, after the machine was given back.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { Call } from '../../src/ir/ir.ts';
import type { ProjectClass, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

const networkInterface = 'ironic.drivers.base.NetworkInterface';
const binding = /^_?(?:update_(?:neutron_)?port|bind_\w*ports?|plug_\w*port\w*|add_ports_to_network)$/;

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const inScope = new Set(scope);
  const interfaces = project.subclassesOf(networkInterface);
  const findings = interfaces.flatMap((owner) =>
    [...owner.methods.values()].flatMap((setup): readonly FindingDraft[] => {
      const teardown = owner.methods.get(counterpartOf(setup.ir.name) ?? '');
      if (teardown === undefined || !inScope.has(teardown) || callsIn(teardown).length > 0) return [];
      const bound = bindingIn(owner, setup);
      return bound === undefined ? [] : [draft(rule.id, { setup, teardown, bound })];
    }),
  );
  return { findings, evidence: [] };
}

/** `remove_cleaning_network` of `add_cleaning_network`; null: it has none. */
function counterpartOf(name: string): string | null {
  const added = /^add_(\w+_network)$/.exec(name)?.[1];
  if (added !== undefined) return `remove_${added}`;
  return name === 'configure_tenant_networks' ? 'unconfigure_tenant_networks' : null;
}

function callsIn({ ir }: ProjectFunction): readonly Call[] {
  return ir.blocks.flatMap(({ instructions }) =>
    instructions.filter((one): one is Call => one.op === 'call'),
  );
}

/** The call that binds, in the method or in a method of the class that it calls. */
function bindingIn(
  owner: ProjectClass,
  setup: ProjectFunction,
): { fn: ProjectFunction; call: Call } | undefined {
  const helpers = callsIn(setup).flatMap((call) => owner.methods.get(calledName(setup.ir, call)) ?? []);
  for (const fn of [setup, ...helpers]) {
    const call = callsIn(fn).find(
      (one) => binding.test(calledName(fn.ir, one)) && !owner.methods.has(calledName(fn.ir, one)),
    );
    if (call !== undefined) return { fn, call };
  }
  return undefined;
}

function draft(
  rule: string,
  found: {
    readonly setup: ProjectFunction;
    readonly teardown: ProjectFunction;
    readonly bound: { readonly fn: ProjectFunction; readonly call: Call };
  },
): FindingDraft {
  const { setup, teardown, bound } = found;
  return {
    rule,
    message: `\`${setup.ir.name}\` binds ports at the network service, \`${teardown.ir.name}\` does nothing: they stay bound to the machine when it is given back.`,
    place: placeOf(teardown, teardown.ir.nameSpan),
    related: [{ place: placeOf(bound.fn, bound.call.span), message: 'ports are bound here' }],
  };
}
