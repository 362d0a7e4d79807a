/**
 * Who may import whom. Data flows one way, so a room imports only from itself and from the rooms named beside it;
 * a room is named by the beginning of its files' paths, and each file belongs to the first room that fits.
 */
const rooms = [
  ["plan/lane-kind.ts", []],
  ["plan/", ["plan/lane-kind.ts"]],
  ["settings.ts", ["plan/"]],

  ["observe/heat-timing.ts", ["plan/lane-kind.ts"]],
  ["observe/packed-timing.ts", ["observe/heat-timing.ts"]],
  ["observe/api/", []],
  ["observe/heat-request.ts", ["observe/api/", "plan/lane-kind.ts"]],
  ["observe/state/", ["observe/api/", "observe/heat-", "plan/lane-kind.ts"]],
  ["observe/record/", ["observe/api/", "observe/heat-", "observe/state/", "plan/lane-kind.ts"]],
  ["observe/wait/", ["observe/api/", "observe/heat-", "observe/state/", "observe/record/", "plan/lane-kind.ts"]],
  ["observe/", []],

  ["analysis/results/", ["observe/heat-timing.ts", "plan/lane-kind.ts"]],
  ["analysis/statistics/", ["analysis/results/"]],
  ["analysis/heat/", ["plan/lane-kind.ts", "analysis/results/", "analysis/statistics/", "observe/heat-timing.ts"]],
  ["analysis/lane/", ["plan/lane-kind.ts", "analysis/results/", "analysis/statistics/", "analysis/heat/"]],
  [
    "analysis/scaling/",
    ["plan/lane-kind.ts", "analysis/results/", "analysis/statistics/", "analysis/heat/", "analysis/lane/"],
  ],
  [
    "analysis/forecast/",
    ["plan/lane-kind.ts", "analysis/results/", "analysis/statistics/", "analysis/heat/", "analysis/lane/"],
  ],
  ["analysis/advice/", ["plan/lane-kind.ts", "analysis/"]],
  ["analysis/", ["observe/heat-timing.ts", "observe/packed-timing.ts", "plan/lane-kind.ts"]],

  ["simulate/", ["plan/lane-kind.ts", "analysis/", "observe/heat-timing.ts"]],

  ["report/", ["plan/lane-kind.ts", "plan/fail-if.ts", "analysis/", "observe/heat-timing.ts"]],
  ["components/", ["plan/", "settings.ts", "observe/"]],
  ["index.ts", ["settings.ts", "components/", "analysis/", "report/"]],
  ["library.ts", ["plan/", "settings.ts", "components/", "observe/heat-timing.ts", "analysis/", "report/"]],

  ["sandbox/", ["plan/"]],
  ["commands/", ["plan/", "settings.ts", "observe/", "analysis/", "simulate/", "report/", "sandbox/"]],
];

const ours =
  "^(index|library|settings)[.]ts$|^(plan|observe|analysis|simulate|report|components|sandbox|commands|test)/";
const literal = (prefix) => `^${prefix.replaceAll(".", "[.]")}`;

/** A room owns what its path says, less what a room before it owns already. */
const boundaries = rooms.map(([room, others], index) => ({
  name: `${room} imports only from: ${["itself", ...others].join(", ")}`,
  severity: "error",
  from: { path: literal(room), pathNot: rooms.slice(0, index).map(([earlier]) => literal(earlier)) },
  to: { path: ours, pathNot: [literal(room), ...others.map(literal)] },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...boundaries,
    { name: "no cycle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "what runs does not need the development packages",
      severity: "error",
      from: {
        path: "^(plan|observe|analysis|simulate|report|components|commands|sandbox)/|^(index|library|settings)[.]ts$",
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm-peer"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^test/bench/await-only|^sandbox/tools" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "types", "default"],
    },
  },
};
