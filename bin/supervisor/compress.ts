import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/**
 * Lays a `.br` and a `.gz` beside every script, style and drawing below `folder`, for the server in front to give out
 * as they are. Fonts and pictures are compressed in themselves.
 */
export async function compressFiles(folder: string): Promise<void> {
  for await (const file of glob("**/*.{js,css,svg}", { cwd: folder })) {
    const path = join(folder, file);
    const bytes = await readFile(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    await writeFile(`${path}.br`, await toBrotli(bytes, { params }));
    await writeFile(`${path}.gz`, await toGzip(bytes, { level: constants.Z_BEST_COMPRESSION }));
  }
}
