import { readFileSync } from "node:fs";
import * as kubernetes from "@pulumi/kubernetes";
import { load } from "js-yaml";

interface Spec {
  template: { spec: { containers: { name: string; image: string; imagePullPolicy: string; args: string[] }[] } };
}

const namespace = new kubernetes.core.v1.Namespace("await-only");
const serial = job("oneshot", []);
job("parallel", [serial]);

/** The classic Job, one key in each pod of the parallel one, with the image that the benchmark names. */
function job(name: string, dependsOn: kubernetes.batch.v1.Job[]): kubernetes.batch.v1.Job {
  const { spec } = load(readFileSync(`../../../manifests/job-${name}.yaml`, "utf8")) as { spec: Spec };
  for (const container of spec.template.spec.containers) {
    container.image = process.env["BENCH_IMAGE"] ?? container.image;
    container.imagePullPolicy = "IfNotPresent";
    if (name === "parallel") container.args = container.args.map((arg) => arg.replace(/=10$/, "=1"));
  }
  return new kubernetes.batch.v1.Job(name, { metadata: { namespace: namespace.metadata.name }, spec }, { dependsOn });
}
