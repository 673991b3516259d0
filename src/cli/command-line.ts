/** The command line: commands, their options, and what a failure looks like. */
import { Command, CommanderError, Option } from 'commander';
import { describeError } from '../engine/presentation.ts';
import { toolVersion } from '../engine/version.ts';
import { type CheckFlags, collect, parseSize } from './check-options.ts';
import { type ExitCode, exitCodes, printAside, printError, tolerateClosedPipes } from './terminal.ts';

/** Runs one command line (without the names of node and of the script). Never throws. */
export async function run(words: readonly string[]): Promise<ExitCode> {
  tolerateClosedPipes();
  const outcome: { code: ExitCode } = { code: exitCodes.clean };
  try {
    await buildProgram((code) => {
      outcome.code = code;
    }).parseAsync([...words], { from: 'user' });
    return outcome.code;
  } catch (error) {
    return failureOf(error);
  }
}

/** Tells what went wrong; commander has told its own errors already. */
function failureOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.failed;
  printError(describeError(error));
  if (process.env.IRONVET_DEBUG && error instanceof Error) printAside(error.stack ?? '');
  return exitCodes.failed;
}

type Finish = (code: ExitCode) => void;

function buildProgram(finish: Finish): Command {
  const program = new Command('ironvet')
    .description('Vets OpenStack bare-metal driver code: findings with a reason and a path for every alert.')
    .version(toolVersion(), '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(withHint(text)) });
  addCheck(program, finish);
  addInit(program, finish);
  addRules(program, finish);
  addDevelopment(program, finish);
  return program;
}

/** commander puts its suggestion into brackets on a second line. */
function withHint(text: string): string {
  const suggested = text.replace(/\n\(Did you mean (.*)\)\n$/, '\nhint: did you mean $1\n');
  return suggested === text ? `${text.trimEnd()}\nhint: see \`ironvet --help\`\n` : suggested;
}

function addCheck(program: Command, finish: Finish): void {
  program
    .command('check', { isDefault: false })
    .description('analyze files, directories and globs (default: the working directory)')
    .argument('[paths...]', 'what to analyze')
    .option('--rev <revision>', 'analyze a git revision, without a checkout')
    .option('--repo <directory>', 'the repository of --rev (default: the one around the working directory)')
    .option('--sarif <file>', 'write the findings as SARIF 2.1.0')
    .option('--code-scanning <file>', 'write the findings as SARIF for GitHub, within its limits')
    .option('--category <name>', 'keeps the SARIF of several trees of one repository apart')
    .option('--json <file>', 'write the whole report as JSON')
    .option('--evidence <file>', 'write what was checked and found in order, as SARIF')
    .option('--markdown <file>', 'write a report to read, as Markdown')
    .option('--html <file>', 'write a report to read, as one HTML file')
    .option('--junit <file>', "write the findings as JUnit's XML")
    .option('--gitlab <file>', "write the findings as GitLab's SAST report")
    .option('--zuul <file>', "write the findings as file comments for Zuul's zuul_return")
    .option('--github', 'print the findings as annotations of GitHub Actions too', false)
    .option('--baseline <file>', 'report only what is new since the run that wrote this SARIF')
    .option('--since <revision>', 'report only what is new since this git revision')
    .option('--rule <id>', 'run only this rule; may be repeated', collect, [])
    .addOption(
      new Option('--fail-on <level>', 'lowest level for exit code 1 (default: warning)').choices([
        'error',
        'warning',
        'note',
        'never',
      ]),
    )
    .option('--config <file>', 'configuration (default: the nearest .ironvet.yaml upwards from the paths)')
    .option('--include-tests', 'analyze tests too', false)
    .option('--include-environments', 'analyze virtual environments and installed packages too', false)
    .option('--no-context', 'do not read the packages around the given paths')
    .option('--max-file-size <bytes>', 'larger files are reported, not read (default: 2M)', parseSize)
    .option('--timing', 'print how long each phase took to standard error', false)
    .option('-q, --quiet', 'print nothing but errors; the exit code and the files tell', false)
    .action(async (paths: string[], flags: CheckFlags) => {
      const { checkCommand } = await import('./check-command.ts');
      finish(await checkCommand(paths, flags));
    });
}

function addInit(program: Command, finish: Finish): void {
  program
    .command('init')
    .description(
      'write a configuration, the pre-commit entry and the GitHub workflow into the working directory',
    )
    .option('--force', 'replace files that are there', false)
    .action(async (flags: { readonly force: boolean }) => {
      const { initCommand } = await import('./init-command.ts');
      finish(await initCommand(flags));
    });
}

function addRules(program: Command, finish: Finish): void {
  program
    .command('rules')
    .description('list the rules')
    .action(async () => {
      const { rulesCommand } = await import('./rules-command.ts');
      finish(await rulesCommand());
    });
  program
    .command('explain')
    .description("print a rule's page: what it finds, why it matters, how to fix it")
    .argument('<rule>', 'its id, see `ironvet rules`')
    .action(async (id: string) => {
      const { explainCommand } = await import('./rules-command.ts');
      finish(await explainCommand(id));
    });
}

function addDevelopment(program: Command, finish: Finish): void {
  const development = program.command('dev').description('text forms of what the analyzer builds');
  const show = async (...[view, path]: Parameters<typeof import('./dev-command.ts').devCommand>) => {
    const { devCommand } = await import('./dev-command.ts');
    finish(await devCommand(view, path));
  };
  development
    .command('ir')
    .description('the intermediate representation of a file')
    .argument('<file>')
    .action((file: string) => show({ kind: 'ir' }, file));
  development
    .command('cfg')
    .description('the control-flow graph of a function, as a Mermaid diagram')
    .argument('<file>')
    .argument('<function>', 'dotted: IronicDriver.destroy')
    .action((file: string, name: string) => show({ kind: 'cfg', function: name }, file));
  development
    .command('calls')
    .description('the calls of a file and what each may run')
    .argument('<file>')
    .action((file: string) => show({ kind: 'calls' }, file));
  development
    .command('facts')
    .description('what the models say about the calls, fields and functions of a file')
    .argument('<file>')
    .action((file: string) => show({ kind: 'facts' }, file));
}
