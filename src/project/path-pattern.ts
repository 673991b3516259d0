/**
 * Patterns over dotted paths.
 *
 * Terms
 * - `{a,b}`: either; expanded before anything else, so `x.{a,b}` is the two patterns `x.a` and `x.b`.
 * - `*`: one segment, or a part of one: `nova.*.driver`, `base.get_*`.
 * - `**`: any number of whole segments, none included: `oslo_log.log.**` matches `oslo_log.log` too.
 *
 * Worked example: `matcherOf('ironic.**.utils.execute')` accepts `ironic.common.utils.execute`.
 */

/** A brace group without further braces in it. */
const innermostBraces = /\{([^{}]*)\}/;

/** Every pattern that `{a,b}` alternatives stand for, in the order written. */
export function expandBraces(pattern: string): string[] {
  const finished: string[] = [];
  const waiting = [pattern];
  while (waiting.length > 0) {
    const current = waiting.shift() ?? '';
    const group = innermostBraces.exec(current);
    if (group === null) finished.push(current);
    else waiting.unshift(...alternatives(current, group));
  }
  return finished;
}

function alternatives(pattern: string, group: RegExpExecArray): string[] {
  const before = pattern.slice(0, group.index);
  const after = pattern.slice(group.index + group[0].length);
  return (group[1] ?? '').split(',').map((choice) => `${before}${choice.trim()}${after}`);
}

export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*');
}

export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

export function firstSegment(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

/** Tells whether a path matches a pattern (without braces). */
export function matcherOf(pattern: string): (path: string) => boolean {
  if (!hasWildcard(pattern)) return (path) => path === pattern;
  const expression = expressionOf(pattern);
  return (path) => expression.test(path);
}

/**
 * Rewrites paths that match `from`; the wildcards of `to` stand for what those of `from` matched, in order.
 * Answers null for paths that do not match.
 */
export function rewriterOf(from: string, to: string): (path: string) => string | null {
  const expression = expressionOf(from);
  const template = substitution(to);
  return (path) => (expression.test(path) ? path.replace(expression, template) : null);
}

/** Wildcards become numbered groups; a `**` group takes the dot beside it along. */
function expressionOf(pattern: string): RegExp {
  const source = splitWildcards(pattern)
    .map((part) => {
      if (part === '.**') return '((?:\\.[^.]+)*)';
      if (part === '**.') return '((?:[^.]+\\.)*)';
      if (part === '**') return '(.*)';
      if (part === '*') return '([^.]*)';
      return part.replace(/[.[\]()\\^$+?|{}]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}

function substitution(to: string): string {
  let group = 0;
  return splitWildcards(to)
    .map((part) => (part.includes('*') ? `$${++group}` : part.replaceAll('$', '$$$$')))
    .join('');
}

function splitWildcards(pattern: string): string[] {
  return pattern.split(/(\.\*\*|\*\*\.|\*\*|\*)/).filter((part) => part !== '');
}
