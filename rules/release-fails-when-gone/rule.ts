/**
 * Finds releases of network resources (delete, unbind, detach) whose handler turns every error of the client into a failure,
 * "it does not exist" included.
 *
 * Worked example: `try: client.delete_port(id)  except NeutronClientException: raise NetworkError()` fails when the other
 * service has deleted the port before. `except PortNotFoundClient: LOG.info(…)` in front of it makes that a success.
 *
 * Terms
 * - **release**: a call named so, or an update inside of a function named so, that reaches another service.
 *   A function of the tree counts when it is a thin wrapper: it makes the request itself, and has no handlers.
 * - **covering clause**: one that catches whatever the client raises: `except Exception`, or the base class of a client
 *   library's exceptions.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { Call, IrFunction } from '../../src/ir/ir.ts';
import type { CallSite, ProjectFunction, Target } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText, givenArgument } from '../../src/rules/questions/arguments.ts';
import { type Clause, clausesOf, inBody, isBroad } from '../../src/rules/questions/handlers.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

const releasing = /(?:^|_)(?:delete|destroy|detach|disassociate|release|remove|unbind|unplug)(?:_|$)/;
const clearing =
  /(?:^|_)(?:clear|delete|destroy|detach|release|remove|teardown|unbind|unconfigure|unplug)(?:_|$)/;
const networkResource =
  /(?:^|_)(?:ports?|vifs?|networks?|bindings?|subnets?|trunks?|interfaces?|floatingips?|floating|segments?)(?:_|$)/;
const baseOfClient =
  /(?:Client|Cloud|SDK|Sdk|Neutron|Nova|Ironic|Http|HTTP|API|Api|ClientLibrary)(?:Exception|Error)$/;
const absence = /NotFound|Gone|NoSuch|DoesNotExist/;
const statusOfAnswer = new Set(['status_code', 'http_status', 'http_code', 'code', 'status']);
/** Deletes of openstacksdk take an absent resource for success unless told otherwise. */
const forgiving = /^openstack\..*\.Proxy\.delete_/;

export function check(context: RuleContext): RuleResult {
  const findings = context.scope.flatMap((fn) => {
    const clauses = clausesOf(fn.ir);
    const covering = clauses.filter((clause) => failsOnAbsence(fn.ir, clause, clauses));
    return covering.flatMap((clause) => draftsFor(context, fn, clause));
  });
  return { findings, evidence: [] };
}

/** Whatever the client raises becomes a failure here, and no clause of the same statement sorts out absence. */
function failsOnAbsence(fn: IrFunction, clause: Clause, clauses: readonly Clause[]): boolean {
  const covers = isBroad(clause) || clause.names.some((name) => baseOfClient.test(name));
  if (!covers || !raisesAlways(clause) || looksAtError(fn, clause)) return false;
  const siblings = clauses.filter((each) => each.handler === clause.handler);
  return !siblings.some((each) => each.names.some((name) => absence.test(name)));
}

/** The body ends by raising, on every way: nothing in it decides. */
function raisesAlways({ body }: Clause): boolean {
  const ends = body.map((block) => block.terminator);
  return ends.some((end) => end.op === 'raise' && !end.implicit) && ends.every((end) => end.op !== 'return');
}

/** The body asks which error it is: by a status, a class, or a name. */
function looksAtError(fn: IrFunction, clause: Clause): boolean {
  const found = inBody(clause, (instruction) => {
    if (instruction.op === 'call') return /^isinstance$|not_?found/i.test(calledName(fn, instruction));
    if (instruction.op === 'load-global') return absence.test(instruction.name);
    if (instruction.op !== 'attribute') return false;
    return absence.test(instruction.name) || statusOfAnswer.has(instruction.name);
  });
  return found !== undefined;
}

function draftsFor(context: RuleContext, fn: ProjectFunction, clause: Clause): readonly FindingDraft[] {
  const calls = new Set<Call>();
  for (const { instructions } of clause.guarded) {
    for (const one of instructions) if (one.op === 'call' && isNamedRelease(fn, one)) calls.add(one);
  }
  if (calls.size === 0) return [];
  const sites = [...calls].map((call) => context.project.siteOf(fn, call));
  return sites
    .filter((site) => mayBeAbsent(context, site, clause))
    .map((site) => draft(context.rule.id, site, clause));
}

function isNamedRelease(fn: ProjectFunction, call: Call): boolean {
  const name = operationName(fn.ir, call);
  const owner = fn.ir.name;
  if (releasing.test(name)) return networkResource.test(name);
  return /^update_/.test(name) && networkResource.test(name) && clearing.test(owner);
}

/** `port_delete` in `client.call('port.delete', …)`. */
function operationName(fn: IrFunction, call: Call): string {
  const name = calledName(fn, call);
  const [first] = call.arguments;
  if (name !== 'call' || first === undefined) return name;
  return (constantText(fn, first.value) ?? name).replaceAll('.', '_');
}

function mayBeAbsent(context: RuleContext, site: CallSite, clause: Clause): boolean {
  if (isForgiving(site, clause)) return false;
  const now = site.targets.filter((target) => !target.deferred);
  return now.some((target) => reachesService(context, target));
}

function reachesService({ project, models, analyses }: RuleContext, target: Target): boolean {
  if (target.kind === 'external') {
    return models.apisNamed(project.namesOf(target)).some((api) => api.remote);
  }
  const { function: callee, via } = target;
  if (via !== 'direct' || clausesOf(callee.ir).length > 0) return false;
  const { escapes } = analyses.exceptions.summaryOf(callee);
  return escapes.some(({ cause, origin }) => cause === 'remote' && origin.inner === null);
}

/** The class that is caught tells older clients, of which the models say the same path, from openstacksdk. */
function isForgiving({ caller, call, targets }: CallSite, clause: Clause): boolean {
  if (clause.names.some((name) => /^Neutron|ClientException$/.test(name))) return false;
  if (!targets.some((target) => target.kind === 'external' && forgiving.test(target.path))) return false;
  const given = givenArgument(call, { kind: 'argument', position: null, name: 'ignore_missing' });
  return given.kind !== 'given' || constantText(caller.ir, given.value) !== 'false';
}

function draft(rule: string, site: CallSite, clause: Clause): FindingDraft {
  const { caller, call } = site;
  const name = operationName(caller.ir, call);
  const caught =
    clause.names.length === 0 ? 'every error' : clause.names.map((one) => `\`${one}\``).join(', ');
  return {
    rule,
    message: `\`${name}\` fails when the resource is gone already, and the handler of ${caught} makes that a failure of \`${caller.ir.name}\`: what was to be reached is reached, but the rest of the teardown is not done.`,
    place: placeOf(caller, call.span),
    related: [
      { place: placeOf(caller, clause.catches.span), message: 'absence is not told from other errors here' },
    ],
  };
}
