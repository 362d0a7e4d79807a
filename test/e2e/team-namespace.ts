import { join } from "node:path";
import type { Stack } from "./stack";
import { tokenKubeconfig } from "./token-kubeconfig";

/**
 * The namespace of the example, made by an administrator from the files in `root`. Gives a kubeconfig that may do there what
 * the shipped Role says.
 */
export async function makeTeamNamespace(root: string, admin: Stack): Promise<string> {
  await admin.kubectl("apply", "--filename", join(root, "examples/shared-namespace/namespace.yaml"));
  await admin.kubectl("apply", "--namespace", "team-batch", "--filename", join(root, "deploy/role.yaml"));
  const token = await admin.kubectl("create", "token", "job-race", "--namespace", "team-batch");
  const kubeconfig = join(admin.folder, "token");
  await tokenKubeconfig(token.trim(), kubeconfig);
  return kubeconfig;
}
