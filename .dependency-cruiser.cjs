/**
 * The architecture of ironvet, checked by a machine: which folder of src/ may import which.
 * A later stage gets data from an earlier one; nothing calls upward (docs/architecture.md).
 */
const mayImport = {
  source: [],
  ir: ['source'],
  findings: ['source'],
  frontends: ['source', 'ir'],
  flow: ['source', 'ir'],
  project: ['source', 'ir', 'flow'],
  models: ['source', 'ir', 'flow', 'project'],
  analyses: ['source', 'ir', 'flow', 'project', 'models'],
  rules: ['source', 'ir', 'findings', 'flow', 'project', 'models', 'analyses'],
  reporters: ['source', 'findings'],
  engine: [
    'source',
    'ir',
    'findings',
    'frontends',
    'flow',
    'project',
    'models',
    'analyses',
    'rules',
    'reporters',
  ],
  cli: ['engine', 'findings'],
};

const layers = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `layer-${folder}`,
  comment: `src/${folder} may import only: ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^(src|rules)/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

/** Node builtins with one named place each. */
const onlyPlace = (name, module, path) => ({
  name,
  comment: `${module} belongs to ${path} alone`,
  severity: 'error',
  from: { pathNot: path },
  to: { path: `^(node:)?${module}$`, dependencyTypes: ['core'] },
});

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'no-cycle',
      comment: 'Runtime import cycles hide the order in which modules start.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'rules-see-the-contract',
      comment:
        'A rule decides and names places: it asks the analyses and never reads files, parses, or reports.',
      severity: 'error',
      from: { path: '^rules/' },
      to: { path: '^src/(frontends|reporters|engine|cli)/' },
    },
    {
      name: 'frontend-python-alone',
      comment: 'One front end never knows another.',
      severity: 'error',
      from: { path: '^src/frontends/(python|typescript)/' },
      to: { path: '^src/frontends/(python|typescript)/', pathNot: '^src/frontends/$1/' },
    },
    {
      name: 'parsers-stay-in-frontends',
      comment: 'Parser nodes never leave the front ends.',
      severity: 'error',
      from: { pathNot: '^src/frontends/' },
      to: { path: 'node_modules/(web-tree-sitter|ts-morph|typescript)/' },
    },
    onlyPlace('file-system', 'fs(/promises)?', '^src/source/'),
    onlyPlace('processes', 'child_process', '^src/source/'),
    {
      name: 'resolvable',
      comment: 'Every import resolves.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^rules/[^/]+/cases' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
