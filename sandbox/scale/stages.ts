/**
 * How a simulated pod lives. The stages that come with the simulator give a container one time for its start and its end; these
 * start it after a moment, and end it 2 to 5 s later with both times.
 */
export const stages: readonly object[] = [
  stage("pod-start", {
    selector: [{ key: ".metadata.deletionTimestamp", operator: "DoesNotExist" }, phaseIs("Pending")],
    delay: { durationMilliseconds: 200, jitterDurationMilliseconds: 1_000 },
    next: {
      statusTemplate: `{{ $now := Now }}
phase: Running
startTime: {{ $now | Quote }}
hostIP: {{ NodeIPWith .spec.nodeName | Quote }}
conditions:
- { type: Initialized, status: "True", lastTransitionTime: {{ $now | Quote }} }
- { type: Ready, status: "True", lastTransitionTime: {{ $now | Quote }} }
- { type: ContainersReady, status: "True", lastTransitionTime: {{ $now | Quote }} }
containerStatuses:
{{ range .spec.containers }}
- image: {{ .image | Quote }}
  name: {{ .name | Quote }}
  ready: true
  started: true
  restartCount: 0
  state: { running: { startedAt: {{ $now | Quote }} } }
{{ end }}
`,
    },
  }),
  stage("pod-end", {
    selector: [{ key: ".metadata.deletionTimestamp", operator: "DoesNotExist" }, phaseIs("Running")],
    delay: { durationMilliseconds: 2_000, jitterDurationMilliseconds: 5_000 },
    next: {
      statusTemplate: `{{ $now := Now }}
{{ $root := . }}
phase: Succeeded
containerStatuses:
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
    },
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

function phaseIs(phase: string): object {
  return { key: ".status.phase", operator: "In", values: [phase] };
}
