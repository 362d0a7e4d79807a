import { join } from "node:path";
import { readFileSync } from "node:fs";
import * as kubernetes from "@pulumi/kubernetes";
import { load } from "js-yaml";
import type { JobManifest } from "../../../plan/lane";
import { workloadImage } from "../../../sandbox/cluster/images";

const namespace = new kubernetes.core.v1.Namespace("await-only");
const serial = job("oneshot", []);
job("parallel", [serial]);

function job(name: string, dependsOn: kubernetes.batch.v1.Job[]): kubernetes.batch.v1.Job {
  const path = join(__dirname, "../../../manifests", `job-${name}.yaml`);
  const { spec } = load(readFileSync(path, "utf8")) as JobManifest;
  const [container] = spec.template.spec.containers;
  const args = container?.args?.map((arg) => (name === "parallel" ? arg.replace(/=10$/, "=1") : arg));
  const patched = { ...container, args, image: workloadImage, imagePullPolicy: "IfNotPresent" };
  const template = { ...spec.template, spec: { ...spec.template.spec, containers: [patched] } };
  const args2 = { metadata: { namespace: namespace.metadata.name }, spec: { ...spec, template } };
  return new kubernetes.batch.v1.Job(name, args2 as unknown as kubernetes.batch.v1.JobArgs, { dependsOn });
}
