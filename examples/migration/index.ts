import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { JobTiming } from "job-race";

const config = new pulumi.Config();
const version = config.get("schemaVersion") ?? "7";

/** Stands for your migration: one key takes the place of a schema change. */
const job = new kubernetes.batch.v1.Job("migrate", {
  metadata: {
    // The provider would wait too, but knows fewer ways to fail and keeps no times: let it only create the Job.
    annotations: { "pulumi.com/waitFor": "jsonpath={.metadata.uid}" },
  },
  spec: {
    backoffLimit: 1,
    template: {
      spec: {
        restartPolicy: "Never",
        containers: [
          {
            name: "migrate",
            image: config.get("image") ?? "gcr.io/kuar-demo/kuard-amd64:blue",
            args: ["--keygen-enable", "--keygen-exit-on-complete", "--keygen-num-to-gen=1"],
          },
        ],
      },
    },
  },
});

/** Fails the update, with the reason and the pod's last lines, as soon as the migration can't succeed. */
const migrated = new JobTiming("migrated", { job, timeoutSeconds: 300 });

/** What must not exist before the schema is there; in your program, the Deployment of the new version. */
new kubernetes.core.v1.ConfigMap("schema", { data: { version } }, { dependsOn: migrated });

export const migrationSeconds = migrated.timing.apply(({ durationSeconds }) => durationSeconds);
