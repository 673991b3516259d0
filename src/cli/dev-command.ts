/** `ironvet dev …`: the text forms of what the analyzer builds, for those who work on it. */
import { type DevelopmentView, showFile } from '../engine/inspect.ts';
import { standardParts } from '../engine/standard-parts.ts';
import { type ExitCode, exitCodes, print } from './terminal.ts';

export async function devCommand(view: DevelopmentView, path: string): Promise<ExitCode> {
  print(await showFile({ workingDirectory: process.cwd(), path, view, parts: standardParts }));
  return exitCodes.clean;
}
