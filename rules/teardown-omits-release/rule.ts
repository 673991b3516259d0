/**
 * Finds teardowns that leave out the counterpart of what the setup beside them acquires.
 *
 * Two shapes. A driver's interface acquires in its setup (`prepare` adds the provisioning network) and none of its teardowns
 * gives that back, on the way where the operation did not succeed. And a service ends an instance without giving back what
 * another method of the same class starts for its user, although a sibling that ends the node does.
 */
import { soundsReleasing } from '../../src/analyses/obligations/vocabulary.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { PairModel } from '../../src/models/model.ts';
import type { ProjectClass, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import {
  interfaceOf,
  type PairStep,
  type PairSteps,
  pairStepsOf,
  wordOf,
} from '../../src/rules/questions/pair-steps.ts';

export function check(context: RuleContext): RuleResult {
  const { project, models, scope } = context;
  const steps = pairStepsOf(project, models);
  const inScope = new Set(scope);
  const classes = new Set(scope.flatMap((fn) => fn.class ?? []));
  const findings = [...classes].flatMap((owner) => [
    ...interfaceDrafts(context, steps, owner),
    ...serviceDrafts(context, steps, owner),
  ]);
  return {
    findings: findings.filter(({ teardown }) => inScope.has(teardown)).map(({ draft }) => draft),
    evidence: [],
  };
}

interface Found {
  readonly teardown: ProjectFunction;
  readonly draft: FindingDraft;
}

function interfaceDrafts(context: RuleContext, steps: PairSteps, owner: ProjectClass): readonly Found[] {
  const own = [...owner.methods.values()];
  const { obligations } = context.analyses;
  const teardowns = own.filter((fn) => obligations.setupsOf(fn).length > 0 && steps.stepsOf(fn).length > 0);
  if (teardowns.length === 0) return [];
  const setups = new Set(teardowns.flatMap((fn) => allSetups(context, owner, fn)));
  const released = new Set(
    allTeardowns(context, owner, setups).flatMap((fn) => [...steps.reached(fn, 'teardown')]),
  );
  return [...setups].flatMap((setup) => {
    const owing = teardowns.filter((fn) => allSetups(context, owner, fn).includes(setup));
    return [...steps.reached(setup, 'setup')].flatMap((pair) => {
      const last = released.has(pair) ? null : lastStepBeside(steps, owing, pair);
      return last === null ? [] : [found(context, { last, pair, setup })];
    });
  });
}

/** Setups of the whole life that the teardown is a part of: those of every teardown of the same interface. */
function allSetups(
  { analyses, project }: RuleContext,
  owner: ProjectClass,
  teardown: ProjectFunction,
): readonly ProjectFunction[] {
  const direct = analyses.obligations.setupsOf(teardown);
  const siblings = ['prepare', 'deploy'].flatMap((name) => project.methodOf(owner, name) ?? []);
  const isOfLife = direct.some((fn) => siblings.includes(fn));
  return isOfLife ? [...new Set([...direct, ...siblings])] : direct;
}

function allTeardowns(
  { analyses }: RuleContext,
  owner: ProjectClass,
  setups: ReadonlySet<ProjectFunction>,
): readonly ProjectFunction[] {
  const partners = [...setups].flatMap((setup) => analyses.obligations.teardownsOf(setup));
  const named = [...owner.methods.values()].filter((fn) => soundsReleasing(fn.ir.name));
  return [...new Set([...partners, ...named])];
}

/** The last step in a teardown of the class that gives something of the same interface back. */
function lastStepBeside(
  steps: PairSteps,
  teardowns: readonly ProjectFunction[],
  pair: PairModel,
): PairStep | null {
  const beside = teardowns
    .flatMap((fn) => steps.stepsOf(fn))
    .filter((step) => step.half === 'teardown' && interfaceOf(step.pair) === interfaceOf(pair));
  return beside.at(-1) ?? null;
}

function found(
  { rule }: RuleContext,
  {
    last,
    pair,
    setup,
  }: { readonly last: PairStep; readonly pair: PairModel; readonly setup: ProjectFunction },
): Found {
  const { caller, call } = last.site;
  const release = wordOf(pair, 'teardown');
  const message = `\`${setup.ir.name}\` calls \`${wordOf(pair, 'setup')}\`, and \`${caller.ir.name}\` has no \`${release}\`: after an operation that did not succeed it stays behind.`;
  const draft = {
    rule: rule.id,
    message,
    place: placeOf(caller, call.span),
    related: [{ place: placeOf(setup, setup.ir.nameSpan), message: `${setup.ir.name} acquires it` }],
  };
  return { teardown: caller, draft };
}

/** Methods that end an instance by the deploy interface, beside a method that gives back what they leave. */
function serviceDrafts(context: RuleContext, steps: PairSteps, owner: ProjectClass): readonly Found[] {
  const own = [...owner.methods.values()];
  const ends = own.flatMap((fn) => steps.stepsOf(fn).filter(isEndOfInstance));
  if (ends.length === 0) return [];
  const started = new Set(own.flatMap((fn) => pairsOf(steps, fn, 'setup')));
  return ends.flatMap((end) => {
    const given = new Set([...steps.reached(end.site.caller, 'teardown'), ...byDrivers(steps, end)]);
    return own.flatMap((sibling) => {
      if (!soundsReleasing(sibling.ir.name) || sibling === end.site.caller) return [];
      return pairsOf(steps, sibling, 'teardown')
        .filter((pair) => started.has(pair) && !given.has(pair))
        .map((pair) => serviceFound(context, { end, pair, sibling }));
    });
  });
}

function isEndOfInstance({ pair, half }: PairStep): boolean {
  return half === 'teardown' && wordOf(pair, 'setup') === 'deploy';
}

function pairsOf(steps: PairSteps, fn: ProjectFunction, half: PairStep['half']): readonly PairModel[] {
  return steps.stepsOf(fn).flatMap((step) => (step.half === half ? [step.pair] : []));
}

/** What drivers' own teardowns give back. */
function byDrivers(steps: PairSteps, { site }: PairStep): readonly PairModel[] {
  return site.targets.flatMap((target) =>
    target.kind === 'function' ? [...steps.reached(target.function, 'teardown')] : [],
  );
}

function serviceFound(
  { rule }: RuleContext,
  {
    end,
    pair,
    sibling,
  }: { readonly end: PairStep; readonly pair: PairModel; readonly sibling: ProjectFunction },
): Found {
  const { caller, call } = end.site;
  const message = `\`${caller.ir.name}\` ends the instance without \`${wordOf(pair, 'teardown')}\`, which \`${sibling.ir.name}\` calls: what \`${wordOf(pair, 'setup')}\` gave its user outlives the instance.`;
  const draft = {
    rule: rule.id,
    message,
    place: placeOf(caller, call.span),
    related: [{ place: placeOf(sibling, sibling.ir.nameSpan), message: `${sibling.ir.name} gives it back` }],
  };
  return { teardown: caller, draft };
}
