/** Paths of models follow the same patterns as those of conventions: one index serves both. */
export { indexPaths, type PathIndex } from '../project/path-index.ts';
