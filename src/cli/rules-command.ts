/** `ironvet rules` and `ironvet explain RULE`. */
import { explainRule, listRules } from '../engine/rule-pages.ts';
import { type ExitCode, exitCodes, outputColors, print } from './terminal.ts';

export function rulesCommand(): ExitCode {
  const colors = outputColors();
  const rules = listRules();
  const width = Math.max(...rules.map((rule) => rule.id.length));
  for (const rule of rules) {
    print(
      `${colors.bold(rule.id.padEnd(width))}  ${rule.level.padEnd(7)}  ${rule.area.padEnd(8)} ${rule.summary}`,
    );
  }
  return exitCodes.clean;
}

export function explainCommand(id: string): ExitCode {
  print(explainRule(id));
  return exitCodes.clean;
}
