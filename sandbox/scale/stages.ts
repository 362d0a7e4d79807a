/**
 * How a simulated pod lives. The stages that come with the simulator give a container one time for its start and its end; these
 * start it after a moment, and end it 2 to 5 s later with both times. Each is played only on what it expects to find: the
 * simulator looks at its pods again now and then, as they were a moment before, and one that had ended would start a second
 * time. The Job controller would count it twice.
 */
export const stages: readonly object[] = [
  stage("pod-start", {
    selector: [{ key: ".metadata.deletionTimestamp", operator: "DoesNotExist" }, phaseIs("Pending")],
    delay: { durationMilliseconds: 200, jitterDurationMilliseconds: 1_000 },
    next: statusPatch(
      "Pending",
      "Running",
      `- { op: add, path: /status/startTime, value: {{ $now | Quote }} }
- { op: add, path: /status/hostIP, value: {{ NodeIPWith .spec.nodeName | Quote }} }
- op: add
  path: /status/containerStatuses
  value:
{{ range .spec.containers }}
  - image: {{ .image | Quote }}
    name: {{ .name | Quote }}
    ready: true
    started: true
    restartCount: 0
    state: { running: { startedAt: {{ $now | Quote }} } }
{{ end }}
`,
    ),
  }),
  stage("pod-end", {
    selector: [{ key: ".metadata.deletionTimestamp", operator: "DoesNotExist" }, phaseIs("Running")],
    delay: { durationMilliseconds: 2_000, jitterDurationMilliseconds: 5_000 },
    next: statusPatch(
      "Running",
      "Succeeded",
      `- op: replace
  path: /status/containerStatuses
  value:
{{ $root := . }}
{{ range $index, $item := .spec.containers }}
{{ $before := index $root.status.containerStatuses $index }}
  - image: {{ $item.image | Quote }}
    name: {{ $item.name | Quote }}
    ready: false
    started: false
    restartCount: 0
    state:
      terminated:
        exitCode: 0
        reason: Completed
        startedAt: {{ $before.state.running.startedAt | Quote }}
        finishedAt: {{ $now | Quote }}
{{ end }}
`,
    ),
  }),
  stage("pod-delete", {
    selector: [{ key: ".metadata.deletionTimestamp", operator: "Exists" }],
    next: { finalizers: { empty: true }, delete: true },
  }),
];

interface StageParts {
  readonly selector: readonly object[];
  readonly delay?: object;
  readonly next: object;
}

function stage(name: string, { selector, ...rest }: StageParts): object {
  return {
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "Stage",
    metadata: { name },
    spec: { resourceRef: { apiGroup: "v1", kind: "Pod" }, selector: { matchExpressions: selector }, ...rest },
  };
}

/** A patch that the API server refuses unless the pod is in that phase still. */
function statusPatch(from: string, to: string, more: string): object {
  const template = `{{ $now := Now }}
- { op: test, path: /status/phase, value: ${from} }
- { op: replace, path: /status/phase, value: ${to} }
${more}`;
  return { patches: [{ subresource: "status", root: "", type: "json", template }] };
}

function phaseIs(phase: string): object {
  return { key: ".status.phase", operator: "In", values: [phase] };
}
