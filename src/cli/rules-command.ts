/** `ironvet rules` and `ironvet explain RULE`. */
import { explainRule, listRules } from '../engine/rule-pages.ts';
import { type ExitCode, exitCodes, outputColors, print } from './terminal.ts';

export async function rulesCommand(): Promise<ExitCode> {
  const colors = outputColors();
  const rules = await listRules(process.cwd());
  const width = Math.max(...rules.map((rule) => rule.id.length));
  for (const rule of rules) {
    print(
      `${colors.bold(rule.id.padEnd(width))}  ${rule.level.padEnd(7)}  ${rule.area.padEnd(8)} ${rule.summary}`,
    );
  }
  return exitCodes.clean;
}

export async function explainCommand(id: string): Promise<ExitCode> {
  print(await explainRule(id, process.cwd()));
  return exitCodes.clean;
}
