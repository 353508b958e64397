/** Writes the editors of `www/examples/` into the folder that the first argument names. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "./bundle.js";
import { EXAMPLES } from "./editors.js";

const folder = process.argv[2];
if (!folder) throw new Error("Say where to write to: node tests/editors/write.js FOLDER");
await mkdir(folder, { recursive: true });
for (const [name, content] of await bundle(EXAMPLES)) await writeFile(join(folder, name), content);
