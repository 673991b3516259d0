// Stores the package's models in checked form, so that a run need not read YAML.
import { writeFileSync } from 'node:fs';
import { compiledModelsFile, compileModels } from '../dist/src/models/compiled-models.js';
import { readModels } from '../dist/src/models/loader.js';
import { modelSchemaText, packageModelFiles } from '../dist/src/models/model-files.js';

const files = packageModelFiles();
const schema = modelSchemaText();
writeFileSync(compiledModelsFile, compileModels(readModels(files, schema), files, schema));
