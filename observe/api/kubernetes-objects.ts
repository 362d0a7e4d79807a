/**
 * The parts of Kubernetes' JSON that the wait reads, as they come over the wire: instants are strings, and nothing is
 * promised, since a stream can break and a server can be newer than we are.
 */
export interface WireMeta {
  readonly name?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly uid?: string }[];
  readonly managedFields?: readonly { readonly manager?: string; readonly operation?: string }[];
}

export interface WireCondition {
  readonly type?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

interface WireResources {
  readonly requests?: Readonly<Record<string, string | number>>;
  readonly limits?: Readonly<Record<string, string | number>>;
}

export interface WireContainer {
  /** `Always` on an init container: a sidecar. */
  readonly restartPolicy?: string;
  readonly name?: string;
  readonly image?: string;
  readonly resources?: WireResources;
}

export interface WirePodSpec {
  readonly nodeName?: string;
  readonly schedulerName?: string;
  readonly schedulingGates?: readonly { readonly name?: string }[];
  readonly containers?: readonly WireContainer[];
  readonly initContainers?: readonly WireContainer[];
  /** Of the whole pod. */
  readonly resources?: WireContainer["resources"];
  /** What the runtime class adds. */
  readonly overhead?: Readonly<Record<string, string>>;
}

export interface WireJob {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: WireMeta;
  readonly spec?: {
    readonly completions?: number;
    readonly parallelism?: number;
    readonly suspend?: boolean;
    readonly managedBy?: string;
    readonly manualSelector?: boolean;
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly template?: { readonly metadata?: WireMeta; readonly spec?: WirePodSpec };
  };
  readonly status?: {
    readonly startTime?: string;
    readonly completionTime?: string;
    readonly active?: number;
    readonly succeeded?: number;
    readonly failed?: number;
    readonly conditions?: readonly WireCondition[];
  };
}

export interface WireTermination {
  readonly exitCode?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
}

export interface WireContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: { readonly startedAt?: string };
  readonly terminated?: WireTermination;
}

export interface WireContainerStatus {
  readonly name?: string;
  readonly image?: string;
  readonly restartCount?: number;
  readonly state?: WireContainerState;
  readonly lastState?: WireContainerState;
}

export interface WirePod {
  readonly metadata?: WireMeta;
  readonly spec?: WirePodSpec;
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly conditions?: readonly WireCondition[];
    readonly containerStatuses?: readonly WireContainerStatus[];
    readonly initContainerStatuses?: readonly WireContainerStatus[];
  };
}

export interface WireEvent {
  readonly metadata?: WireMeta;
  readonly involvedObject?: { readonly name?: string; readonly uid?: string; readonly fieldPath?: string };
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly eventTime?: string | null;
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
}

export interface WireNode {
  readonly metadata?: WireMeta;
  readonly spec?: { readonly unschedulable?: boolean };
  readonly status?: { readonly allocatable?: Readonly<Record<string, string>> };
}

/** What a person is shown of a collection. */
export interface WireTable {
  readonly metadata?: { readonly continue?: string };
  readonly columnDefinitions?: readonly { readonly name?: string }[];
  readonly rows?: readonly { readonly cells?: readonly unknown[] }[];
}

export interface WireList<Item> {
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
  readonly items?: readonly Item[];
}
