import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { stackReadme } from "../../../../report/formats/stack-readme";
import { oneshot, parallel, race } from "../races";

describe("The stack's readme", () => {
  it("says what the stack is, what it found and how to go on", () => {
    const readme = stackReadme(race([oneshot, parallel], 1));
    assert.match(readme, /^# job-race\n\nOne Kubernetes Job, .*: `oneshot`, `parallel`\. Namespace: `job-race`\.\n/);
    assert.match(readme, /```text\nFor over a decade[^`]*Serial: \d+s\nParallel: \d+s\n/);
    for (const command of ["pulumi destroy", "npm run analyse -- results.json", "pulumi config set rounds 5"]) {
      assert.ok(readme.includes(command), command);
    }
  });

  it("sets a sweep entry by entry, as Pulumi takes a setting that is declared as a list", () => {
    const readme = stackReadme(race([oneshot, parallel], 1));
    assert.ok(readme.includes("`pulumi config set --path 'sweep[0]' 1 && pulumi config set --path 'sweep[1]' 2 && "));
    assert.doesNotMatch(readme, /config set sweep/);
  });

  it("names the file that has all of a big race", () => {
    const readme = stackReadme(race([oneshot, parallel], 1), "results/dev/job-race-dev-1a2b.json");
    assert.ok(readme.includes("`cat results/dev/job-race-dev-1a2b.json` in the project's folder"));
    assert.ok(readme.includes("`npm run analyse -- results/dev/job-race-dev-1a2b.json`"));
    assert.doesNotMatch(readme, /stack output results/);
  });

  it("can be had before the first heat", () => {
    assert.match(stackReadme(analyse({ heats: [] })), /in different ways\.\n/);
  });
});
