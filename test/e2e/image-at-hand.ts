import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { workloadImage } from "../../sandbox/cluster/images";

/** The classic image is out of reach here: in the manifests of this folder, the sandbox's stand-in with the same flags takes its place. */
export async function useTheImageAtHand(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((file) => file.endsWith(".yaml"))) {
    const file = join(folder, name);
    const text = await readFile(file, "utf8");
    await writeFile(
      file,
      text.replace(/image: \S*kuard\S*/g, `image: ${workloadImage}`).replace(/Policy: Always/g, "Policy: IfNotPresent"),
    );
  }
}
