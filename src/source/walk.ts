/** The walk of one named directory: see discover.ts. Links are classified, never followed; depth is not recursion. */
import {
  directoryExclusion,
  type ExclusionOptions,
  type ExclusionReason,
  fileExclusion,
} from './exclusions.ts';
import type { Entry, FileHost } from './file-host.ts';
import { type IgnoreRules, isIgnored, rulesAbove, withIgnoreFile } from './ignore-files.ts';
import { baseName, isBeneath, joinPath, parentOf } from './paths.ts';
import type { PathPatterns } from './patterns.ts';
import type { SourceProblem } from './problem.ts';

export interface WalkOptions extends ExclusionOptions {
  readonly supports: (path: string) => boolean;
  readonly exclude: PathPatterns;
}

export interface LinkedFile {
  readonly path: string;
  readonly target: string;
}

export interface Excluded {
  readonly path: string;
  readonly reason: ExclusionReason;
}

export interface WalkResult {
  readonly files: readonly string[];
  /** Links to files inside the tree. */
  readonly linkedFiles: readonly LinkedFile[];
  readonly problems: readonly SourceProblem[];
  /** Files and directories left out by default. */
  readonly excluded: readonly Excluded[];
}

interface PendingDirectory {
  readonly path: string;
  readonly rules: IgnoreRules | null;
}

export class Walk {
  private readonly host: FileHost;
  private readonly root: string;
  private readonly options: WalkOptions;
  private readonly files: string[] = [];
  private readonly linkedFiles: LinkedFile[] = [];
  private readonly problems: SourceProblem[] = [];
  private readonly excluded: Excluded[] = [];
  private readonly pending: PendingDirectory[] = [];

  constructor(host: FileHost, root: string, options: WalkOptions) {
    this.host = host;
    this.root = root;
    this.options = options;
  }

  async run(): Promise<WalkResult> {
    this.pending.push({ path: this.root, rules: await this.rulesForRoot() });
    for (let next = this.pending.pop(); next !== undefined; next = this.pending.pop()) {
      await this.directory(next);
    }
    const { files, linkedFiles, problems, excluded } = this;
    return { files, linkedFiles, problems, excluded };
  }

  /** Rules of the directories above; none when they leave out the very directory that the user named. */
  private async rulesForRoot(): Promise<IgnoreRules | null> {
    const rules = await rulesAbove(this.host, this.root, this.report);
    for (let current = this.root; current !== ''; current = parentOf(current)) {
      if (isIgnoredFromAbove(rules, current)) return null;
    }
    return rules;
  }

  private readonly report = (problem: SourceProblem): void => {
    this.problems.push(problem);
  };

  private async directory({ path, rules: above }: PendingDirectory): Promise<void> {
    const listed = await this.host.list(path);
    if (listed.kind === 'failed') {
      this.report({
        level: 'warning',
        id: 'unreadable',
        path,
        message: `could not be listed: ${listed.reason}`,
      });
      return;
    }
    const names = new Set(listed.entries.map((entry) => entry.name));
    if (path !== this.root && this.isLeftOut(path, names)) return;
    const hasRules = names.has('.gitignore');
    const rules = hasRules
      ? await withIgnoreFile(this.host, { rules: above, directory: path }, this.report)
      : above;
    for (const entry of listed.entries) await this.entry(joinPath(path, entry.name), entry, rules);
  }

  private isLeftOut(path: string, names: ReadonlySet<string>): boolean {
    const reason = directoryExclusion(baseName(path), names, this.options);
    if (reason === 'tests' || reason === 'environments') this.excluded.push({ path, reason });
    return reason !== null;
  }

  private async entry(path: string, entry: Entry, rules: IgnoreRules | null): Promise<void> {
    const directory = entry.kind === 'directory';
    if (isIgnored(rules, path, { directory })) return;
    if (this.options.exclude.matches(path, { directory })) return;
    switch (entry.kind) {
      case 'directory':
        this.pending.push({ path, rules });
        return;
      case 'file':
        this.file(path, entry.name);
        return;
      case 'link':
        await this.link(path, entry.name);
        return;
      case 'submodule':
        this.report({ level: 'note', id: 'submodule-not-followed', path, message: 'is a submodule' });
        return;
      case 'other':
        if (this.options.supports(path)) {
          this.report({ level: 'warning', id: 'unreadable', path, message: 'is not a regular file' });
        }
    }
  }

  private file(path: string, name: string): void {
    if (!this.options.supports(path)) return;
    const reason = fileExclusion(name, this.options);
    if (reason === null) this.files.push(path);
    else this.excluded.push({ path, reason });
  }

  private async link(path: string, name: string): Promise<void> {
    const target = await this.host.linkTarget(path, this.root);
    const mayMatter = this.options.supports(path) || !name.includes('.');
    if (target.kind === 'inside' && target.target === 'directory') {
      const message = `is a link to the directory ${target.path}; name that one to analyze it`;
      this.report({ level: 'note', id: 'link-not-followed', path, message });
    } else if (target.kind === 'inside') {
      if (this.options.supports(path)) this.linkedFiles.push({ path, target: target.path });
    } else if (mayMatter && target.kind === 'outside') {
      const message = `is a link that leads out of the analyzed tree, to ${target.path}`;
      this.report({ level: 'warning', id: 'outside-root', path, message });
    } else if (mayMatter) {
      this.report({ level: 'warning', id: 'unreadable', path, message: `is a broken link: ${target.path}` });
    }
  }
}

/** Whether rules of directories above `path` leave it out. */
function isIgnoredFromAbove(rules: IgnoreRules | null, path: string): boolean {
  let current = rules;
  while (current !== null && isBeneath(current.directory, path)) current = current.above;
  return isIgnored(current, path, { directory: true });
}
